//! Graphs for other programs and for the eye: DOT, `GraphML`, GEXF, SVG. What would be too many to see is left out, and counted.

use std::fmt::Write as _;
use std::io;

use layout::backends::svg::SVGWriter;
use layout::core::base::Orientation;
use layout::core::color::Color;
use layout::core::geometry::Point;
use layout::core::style::StyleAttr;
use layout::std_shapes::shapes::{Arrow, Element, ShapeKind};
use layout::topo::layout::VisualGraph;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{Node, NodeKind};
use crate::graph::view::{harmless, is_hidden};
use crate::rdf::iri::last_part;

/// How much room a drawing has under its lowest node, for lines that lead below it.
const MARGIN: f64 = 60.0;

/// A graph that can be drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    /// Its nodes; those that matter most first.
    pub nodes: Vec<Node>,
    /// What connects them.
    pub lines: Vec<Line>,
}

/// What connects two nodes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    /// From which node, by position.
    pub from: usize,
    /// To which.
    pub to: usize,
    /// What it says.
    pub label: String,
    /// How many claims stand behind it.
    pub weight: usize,
    /// Whether it leads from the one to the other.
    pub directed: bool,
}

impl Drawing {
    /// A drawing of ties without directions.
    #[must_use]
    pub fn of_ties(ties: &[(Node, super::Tie, Node)]) -> Self {
        let mut nodes: Vec<Node> = ties.iter().flat_map(|(a, _, b)| [a.clone(), b.clone()]).collect();
        nodes.sort();
        nodes.dedup();
        let at = |node: &Node| nodes.binary_search(node).unwrap_or_default();
        let lines = ties.iter().map(|(a, tie, b)| Line { from: at(a), to: at(b), label: (*tie).to_owned(), weight: 1, directed: false }).collect();
        Drawing { nodes, lines }
    }

    /// The drawing with its first nodes only, and how many were left out.
    #[must_use]
    pub fn capped(mut self, most: usize) -> (Self, usize) {
        let left_out = self.nodes.len().saturating_sub(most);
        self.nodes.truncate(most);
        self.lines.retain(|line| line.from < most && line.to < most);
        (self, left_out)
    }

    /// As a drawing for Graphviz.
    #[must_use]
    pub fn dot(&self) -> String {
        let directed = self.lines.iter().any(|line| line.directed);
        let (kind, arrow) = if directed { ("digraph", "->") } else { ("graph", "--") };
        let mut out =
            format!("{kind} selon {{\n  graph [overlap=false, splines=true];\n  node [fontname=\"sans-serif\", fontsize=11, style=filled, fillcolor=white];\n");
        for (n, node) in self.nodes.iter().enumerate() {
            let (shape, fill) = match node.kind {
                NodeKind::Actor => ("ellipse", "lightblue"),
                NodeKind::Claim => ("note", "lightyellow"),
                NodeKind::Event => ("hexagon", "mistyrose"),
                NodeKind::Document => ("folder", "white"),
            };
            let id = last_part(&node.iri);
            let tooltip = if node.kind == NodeKind::Claim { format!("claim {id}") } else { node.iri.clone() };
            let _ = writeln!(out, "  n{n} [label={}, shape={shape}, fillcolor={fill}, tooltip={}];", quoted(&wrapped(&node.name)), quoted(&tooltip));
        }
        for line in &self.lines {
            let _ = writeln!(out, "  n{} {arrow} n{} [label={}, fontsize=9];", line.from, line.to, quoted(&line.label));
        }
        out.push_str("}\n");
        out
    }

    /// As SVG, laid out in layers.
    ///
    /// # Errors
    /// In words, where the layout fails.
    pub fn svg(&self) -> Result<String, String> {
        // The layout is another's, and says what it cannot lay out by a panic.
        let drawn = std::panic::catch_unwind(|| self.laid_out());
        drawn.map_err(|_| "these nodes could not be laid out".to_owned())
    }

    fn laid_out(&self) -> String {
        // The size that the layout itself uses for what it parts: with one size alone the same graph gives the same bytes.
        const FONT: usize = 15;
        let mut graph = VisualGraph::new(Orientation::LeftToRight);
        let mut handles = Vec::new();
        for node in &self.nodes {
            let label = wrapped(&harmless(&node.name));
            let (fill, shape) = match node.kind {
                NodeKind::Actor => (0xd6_e8_f7_ff, ShapeKind::new_box(&label)),
                NodeKind::Claim => (0xff_fb_dc_ff, ShapeKind::new_box(&label)),
                NodeKind::Event => (0xfb_e0_dc_ff, ShapeKind::new_box(&label)),
                NodeKind::Document => (0xff_ff_ff_ff, ShapeKind::new_box(&label)),
            };
            let lines = label.lines().count().max(1) as f64;
            let widest = label.lines().map(|l| l.chars().count()).max().unwrap_or(1) as f64;
            let size = Point::new(widest * 8.2 + 16.0, lines * 18.0 + 12.0);
            let style = StyleAttr::new(Color::fast("gray"), 1, Some(Color::new(fill)), 4, FONT);
            handles.push(graph.add_node(Element::create(shape, style, Orientation::LeftToRight, size)));
        }
        for line in self.lines.iter().filter(|line| line.from != line.to) {
            if let (Some(from), Some(to)) = (handles.get(line.from), handles.get(line.to)) {
                let mut arrow = Arrow::simple(&harmless(&line.label));
                arrow.look = StyleAttr::new(Color::fast("gray"), 1, None, 0, FONT);
                graph.add_edge(arrow, *from, *to);
            }
        }
        let mut svg = SVGWriter::new();
        graph.do_it(false, false, false, &mut svg);
        let lowest = handles.iter().map(|handle| graph.pos(*handle).bbox(true).1.y).fold(0.0, f64::max);
        trimmed(&svg.finalize(), lowest + MARGIN)
    }

    /// As `GraphML`.
    ///
    /// # Errors
    /// Never in practice: memory takes all bytes.
    pub fn graphml(&self) -> io::Result<Vec<u8>> {
        let mut xml = Writer::new_with_indent(Vec::new(), b' ', 1);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let keys = [("name", "node", "string"), ("kind", "node", "string"), ("iri", "node", "string"), ("label", "edge", "string"), ("weight", "edge", "int")];
        xml.create_element("graphml").with_attribute(("xmlns", "http://graphml.graphdrawing.org/xmlns")).write_inner_content(|xml| {
            for (id, on, kind) in keys {
                let attributes = [("id", id), ("for", on), ("attr.name", id), ("attr.type", kind)];
                xml.create_element("key").with_attributes(attributes).write_empty()?;
            }
            let directed = if self.lines.iter().any(|l| l.directed) { "directed" } else { "undirected" };
            xml.create_element("graph").with_attributes([("id", "selon"), ("edgedefault", directed)]).write_inner_content(|xml| {
                for (n, node) in self.nodes.iter().enumerate() {
                    xml.create_element("node").with_attribute(("id", format!("n{n}").as_str())).write_inner_content(|xml| {
                        data(xml, "name", &node.name)?;
                        data(xml, "kind", node.kind.name())?;
                        data(xml, "iri", &node.iri)
                    })?;
                }
                for line in &self.lines {
                    let ends = [("source", format!("n{}", line.from)), ("target", format!("n{}", line.to))];
                    xml.create_element("edge").with_attributes(ends.iter().map(|(k, v)| (*k, v.as_str()))).write_inner_content(|xml| {
                        data(xml, "label", &line.label)?;
                        data(xml, "weight", &line.weight.to_string())
                    })?;
                }
                Ok(())
            })?;
            Ok(())
        })?;
        Ok(xml.into_inner())
    }

    /// As GEXF 1.3.
    ///
    /// # Errors
    /// Never in practice: memory takes all bytes.
    pub fn gexf(&self) -> io::Result<Vec<u8>> {
        let mut xml = Writer::new_with_indent(Vec::new(), b' ', 1);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let root = [("xmlns", "http://gexf.net/1.3"), ("version", "1.3")];
        xml.create_element("gexf").with_attributes(root).write_inner_content(|xml| {
            let directed = if self.lines.iter().any(|l| l.directed) { "directed" } else { "undirected" };
            xml.create_element("graph").with_attributes([("mode", "static"), ("defaultedgetype", directed)]).write_inner_content(|xml| {
                xml.create_element("attributes").with_attribute(("class", "node")).write_inner_content(|xml| {
                    for (id, title) in [("0", "kind"), ("1", "iri")] {
                        xml.create_element("attribute").with_attributes([("id", id), ("title", title), ("type", "string")]).write_empty()?;
                    }
                    Ok(())
                })?;
                xml.create_element("nodes").write_inner_content(|xml| self.gexf_nodes(xml))?;
                xml.create_element("edges").write_inner_content(|xml| self.gexf_edges(xml))?;
                Ok(())
            })?;
            Ok(())
        })?;
        Ok(xml.into_inner())
    }

    fn gexf_nodes(&self, xml: &mut Writer<Vec<u8>>) -> io::Result<()> {
        for (n, node) in self.nodes.iter().enumerate() {
            let (id, name, iri) = (n.to_string(), harmless(&node.name), harmless(&node.iri));
            xml.create_element("node").with_attributes([("id", id.as_str()), ("label", name.as_str())]).write_inner_content(|xml| {
                xml.create_element("attvalues").write_inner_content(|xml| {
                    for (key, value) in [("0", node.kind.name()), ("1", iri.as_str())] {
                        xml.create_element("attvalue").with_attributes([("for", key), ("value", value)]).write_empty()?;
                    }
                    Ok(())
                })?;
                Ok(())
            })?;
        }
        Ok(())
    }

    fn gexf_edges(&self, xml: &mut Writer<Vec<u8>>) -> io::Result<()> {
        for (n, line) in self.lines.iter().enumerate() {
            let values = [n.to_string(), line.from.to_string(), line.to.to_string(), harmless(&line.label), line.weight.to_string()];
            let names = ["id", "source", "target", "label", "weight"];
            xml.create_element("edge").with_attributes(names.iter().zip(&values).map(|(k, v)| (*k, v.as_str()))).write_empty()?;
        }
        Ok(())
    }
}

/// A drawing that ends where its nodes end: the layout leaves room for lines that take other ways.
fn trimmed(svg: &str, height: f64) -> String {
    let Some((head, rest)) = svg.split_once(" height=\"") else { return svg.to_owned() };
    let Some((old, rest)) = rest.split_once('"') else { return svg.to_owned() };
    if old.parse::<f64>().is_ok_and(|old| old <= height) {
        return svg.to_owned();
    }
    format!("{head} height=\"{height:.0}\"{}", rest.replacen(&format!(" {old}\""), &format!(" {height:.0}\""), 1))
}

fn data(xml: &mut Writer<Vec<u8>>, key: &str, value: &str) -> io::Result<()> {
    xml.create_element("data").with_attribute(("key", key)).write_text_content(BytesText::new(&harmless(value)))?;
    Ok(())
}

/// A DOT string: nothing in it ends it or begins an escape.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if is_hidden(c) => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Some words to a line, and an end after four lines.
fn wrapped(text: &str) -> String {
    let (mut out, mut width, mut lines) = (String::new(), 0, 1);
    for word in text.split_whitespace() {
        if width > 0 && width + word.chars().count() > 28 {
            if lines == 4 {
                out.push('…');
                break;
            }
            out.push('\n');
            (width, lines) = (0, lines + 1);
        } else if width > 0 {
            out.push(' ');
        }
        out.push_str(word);
        width += word.chars().count() + 1;
    }
    out
}
