//! A variable of a query is given a value: as a term in the parsed query, never as text.
//!
//! The variable is replaced wherever it stands, so that the store can plan with the value, and is handed out again by the SELECT that
//! names it. `BOUND(?v)` is true of it, and of no variable that was not given: a filter `!BOUND(?from) || ?day >= ?from` asks for a day
//! only where one was given.

use oxigraph::model::{Literal, Term, Variable};
use spargebra::Query;
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

/// The query with a variable replaced by a term.
#[must_use]
pub fn bind(query: Query, variable: &str, term: &Term) -> Query {
    let binding = Binding { variable: Variable::new_unchecked(variable), term };
    match query {
        Query::Select { dataset, pattern, base_iri } => Query::Select { dataset, pattern: binding.pattern(pattern), base_iri },
        Query::Ask { dataset, pattern, base_iri } => Query::Ask { dataset, pattern: binding.pattern(pattern), base_iri },
        Query::Describe { dataset, pattern, base_iri } => Query::Describe { dataset, pattern: binding.pattern(pattern), base_iri },
        Query::Construct { template, dataset, pattern, base_iri } => {
            Query::Construct { template: template.into_iter().map(|t| binding.triple(t)).collect(), dataset, pattern: binding.pattern(pattern), base_iri }
        }
    }
}

struct Binding<'a> {
    variable: Variable,
    term: &'a Term,
}

impl Binding<'_> {
    fn pattern(&self, pattern: GraphPattern) -> GraphPattern {
        use GraphPattern as P;
        let inside = |inner: Box<P>| Box::new(self.pattern(*inner));
        match pattern {
            P::Bgp { patterns } => P::Bgp { patterns: patterns.into_iter().map(|t| self.triple(t)).collect() },
            P::Path { subject, path, object } => P::Path { subject: self.end(subject), path, object: self.end(object) },
            P::Join { left, right } => P::Join { left: inside(left), right: inside(right) },
            P::Union { left, right } => P::Union { left: inside(left), right: inside(right) },
            P::Minus { left, right } => P::Minus { left: inside(left), right: inside(right) },
            P::Lateral { left, right } => P::Lateral { left: inside(left), right: inside(right) },
            P::LeftJoin { left, right, expression } => {
                P::LeftJoin { left: inside(left), right: inside(right), expression: expression.map(|e| self.expression(e)) }
            }
            P::Filter { expr, inner } => P::Filter { expr: self.expression(expr), inner: inside(inner) },
            P::Graph { name, inner } => P::Graph { name: self.name(name), inner: inside(inner) },
            P::Service { name, inner, silent } => P::Service { name: self.name(name), inner: inside(inner), silent },
            P::Extend { inner, variable, expression } => P::Extend { inner: inside(inner), variable, expression: self.expression(expression) },
            P::OrderBy { inner, expression } => P::OrderBy { inner: inside(inner), expression: expression.into_iter().map(|e| self.order(e)).collect() },
            P::Project { inner, variables } if variables.contains(&self.variable) => {
                let expression = self.constant().unwrap_or_else(|| Expression::Variable(self.variable.clone()));
                P::Project { inner: Box::new(P::Extend { inner: inside(inner), variable: self.variable.clone(), expression }), variables }
            }
            P::Project { inner, variables } => P::Project { inner: inside(inner), variables },
            P::Distinct { inner } => P::Distinct { inner: inside(inner) },
            P::Reduced { inner } => P::Reduced { inner: inside(inner) },
            P::Slice { inner, start, length } => P::Slice { inner: inside(inner), start, length },
            P::Group { inner, variables, aggregates } => P::Group {
                inner: inside(inner),
                variables: variables.into_iter().filter(|v| *v != self.variable).collect(),
                aggregates: aggregates.into_iter().map(|(v, a)| (v, self.aggregate(a))).collect(),
            },
            P::Values { variables, bindings } => P::Values { variables, bindings },
        }
    }

    fn triple(&self, triple: TriplePattern) -> TriplePattern {
        TriplePattern { subject: self.end(triple.subject), predicate: self.name(triple.predicate), object: self.end(triple.object) }
    }

    fn end(&self, end: TermPattern) -> TermPattern {
        match (&end, self.term) {
            (TermPattern::Variable(v), Term::NamedNode(node)) if *v == self.variable => TermPattern::NamedNode(node.clone()),
            (TermPattern::Variable(v), Term::Literal(literal)) if *v == self.variable => TermPattern::Literal(literal.clone()),
            _ => end,
        }
    }

    fn name(&self, name: NamedNodePattern) -> NamedNodePattern {
        match (&name, self.term) {
            (NamedNodePattern::Variable(v), Term::NamedNode(node)) if *v == self.variable => NamedNodePattern::NamedNode(node.clone()),
            _ => name,
        }
    }

    fn constant(&self) -> Option<Expression> {
        match self.term {
            Term::NamedNode(node) => Some(Expression::NamedNode(node.clone())),
            Term::Literal(literal) => Some(Expression::Literal(literal.clone())),
            Term::BlankNode(_) => None,
        }
    }

    fn order(&self, order: OrderExpression) -> OrderExpression {
        match order {
            OrderExpression::Asc(e) => OrderExpression::Asc(self.expression(e)),
            OrderExpression::Desc(e) => OrderExpression::Desc(self.expression(e)),
        }
    }

    fn aggregate(&self, aggregate: AggregateExpression) -> AggregateExpression {
        match aggregate {
            AggregateExpression::FunctionCall { name, expr, distinct } => AggregateExpression::FunctionCall { name, expr: self.expression(expr), distinct },
            other @ AggregateExpression::CountSolutions { .. } => other,
        }
    }

    fn expression(&self, expression: Expression) -> Expression {
        use Expression as E;
        let inside = |e: Box<E>| Box::new(self.expression(*e));
        let list = |list: Vec<E>| list.into_iter().map(|e| self.expression(e)).collect();
        match expression {
            E::Variable(v) if v == self.variable => self.constant().unwrap_or(E::Variable(v)),
            E::Bound(v) if v == self.variable => E::Literal(Literal::from(true)),
            E::NamedNode(_) | E::Literal(_) | E::Variable(_) | E::Bound(_) => expression,
            E::Exists(pattern) => E::Exists(Box::new(self.pattern(*pattern))),
            E::Not(e) => E::Not(inside(e)),
            E::UnaryPlus(e) => E::UnaryPlus(inside(e)),
            E::UnaryMinus(e) => E::UnaryMinus(inside(e)),
            E::Or(a, b) => E::Or(inside(a), inside(b)),
            E::And(a, b) => E::And(inside(a), inside(b)),
            E::Equal(a, b) => E::Equal(inside(a), inside(b)),
            E::SameTerm(a, b) => E::SameTerm(inside(a), inside(b)),
            E::Greater(a, b) => E::Greater(inside(a), inside(b)),
            E::GreaterOrEqual(a, b) => E::GreaterOrEqual(inside(a), inside(b)),
            E::Less(a, b) => E::Less(inside(a), inside(b)),
            E::LessOrEqual(a, b) => E::LessOrEqual(inside(a), inside(b)),
            E::Add(a, b) => E::Add(inside(a), inside(b)),
            E::Subtract(a, b) => E::Subtract(inside(a), inside(b)),
            E::Multiply(a, b) => E::Multiply(inside(a), inside(b)),
            E::Divide(a, b) => E::Divide(inside(a), inside(b)),
            E::In(e, l) => E::In(inside(e), list(l)),
            E::If(a, b, c) => E::If(inside(a), inside(b), inside(c)),
            E::Coalesce(l) => E::Coalesce(list(l)),
            E::FunctionCall(name, l) => E::FunctionCall(name, list(l)),
        }
    }
}
