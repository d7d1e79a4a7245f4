//! A graph while it grows: named values, nodes that make them, constants.
//!
//! Field numbers are those of `onnx.proto`.

use std::collections::BTreeSet;

use super::wire::Message;

/// The number of an element type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i64)]
pub(super) enum Element {
    Float = 1,
    Whole = 7,
    Text = 8,
    Double = 11,
}

/// A value by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value(String);

/// A setting of a node.
pub(super) struct Setting(Message);

impl Setting {
    fn of(name: &str, kind: i64) -> Message {
        Message::new().text(1, name).int(20, kind)
    }

    pub(super) fn int(name: &str, value: i64) -> Self {
        Self(Self::of(name, 2).int(3, value))
    }

    pub(super) fn text(name: &str, value: &str) -> Self {
        Self(Self::of(name, 3).text(4, value))
    }

    pub(super) fn ints(name: &str, values: &[i64]) -> Self {
        // Not packed: that is how the schema, of the second edition of the language, lists them.
        Self(values.iter().fold(Self::of(name, 7), |message, value| message.int(8, *value)))
    }

    pub(super) fn texts<'v>(name: &str, values: impl IntoIterator<Item = &'v str>) -> Self {
        Self(Self::of(name, 8).texts(9, values))
    }

    pub(super) fn doubles(name: &str, values: &[f64]) -> Self {
        Self(Self::of(name, 4).message(5, &doubles(name, values, &[values.len()])))
    }
}

fn tensor(name: &str, element: Element, dims: &[usize], raw: &[u8]) -> Message {
    dims.iter()
        .fold(Message::new(), |message, size| message.int(1, *size as i64))
        .int(2, element as i64)
        .text(8, name)
        .bytes(9, raw)
}

fn doubles(name: &str, values: &[f64], dims: &[usize]) -> Message {
    tensor(name, Element::Double, dims, &values.iter().flat_map(|x| x.to_le_bytes()).collect::<Vec<u8>>())
}

/// A graph of columns: its inputs and outputs are N rows of one number or word.
#[derive(Debug, Default)]
pub(super) struct Graph {
    taken: BTreeSet<String>,
    count: usize,
    nodes: Vec<Message>,
    constants: Vec<Message>,
    inputs: Vec<Message>,
    outputs: Vec<Message>,
}

impl Graph {
    /// A name that no other value has.
    fn free(&mut self, wanted: &str) -> String {
        let mut name = wanted.to_owned();
        while name.is_empty() || !self.taken.insert(name.clone()) {
            name.push('_');
        }
        name
    }

    fn next(&mut self) -> String {
        self.count += 1;
        self.free(&format!("bedside/{}", self.count))
    }

    /// N rows of one element.
    fn column(name: &str, element: Element) -> Message {
        let rows = Message::new().text(2, "N");
        let shape = Message::new().message(1, &rows).message(1, &Message::new().int(1, 1));
        let kind = Message::new().int(1, element as i64).message(2, &shape);
        Message::new().text(1, name).message(2, &Message::new().message(1, &kind))
    }

    /// An input; its name is the one given where that is free.
    pub(super) fn input(&mut self, name: &str, element: Element) -> Value {
        let name = self.free(name);
        self.inputs.push(Self::column(&name, element));
        Value(name)
    }

    /// Makes a value an output of doubles; gives its name.
    pub(super) fn output(&mut self, name: &str, value: &Value) -> String {
        let name = self.free(name);
        self.nodes.push(Message::new().text(1, &value.0).text(2, &name).text(3, &name).text(4, "Identity"));
        self.outputs.push(Self::column(&name, Element::Double));
        name
    }

    /// A node of one output.
    pub(super) fn node(&mut self, domain: &str, kind: &str, inputs: &[&Value], settings: Vec<Setting>) -> Value {
        let name = self.next();
        let node = Message::new().texts(1, inputs.iter().map(|value| value.0.as_str())).text(2, &name);
        let node = node.text(3, &name).text(4, kind).text(7, domain);
        self.nodes.push(settings.iter().fold(node, |node, setting| node.message(5, &setting.0)));
        Value(name)
    }

    /// A node of the plain operators without a setting.
    pub(super) fn op(&mut self, kind: &str, inputs: &[&Value]) -> Value {
        self.node("", kind, inputs, Vec::new())
    }

    pub(super) fn doubles(&mut self, values: &[f64], dims: &[usize]) -> Value {
        let name = self.next();
        self.constants.push(doubles(&name, values, dims));
        Value(name)
    }

    pub(super) fn floats(&mut self, values: &[f32], dims: &[usize]) -> Value {
        let name = self.next();
        let raw: Vec<u8> = values.iter().flat_map(|x| x.to_le_bytes()).collect();
        self.constants.push(tensor(&name, Element::Float, dims, &raw));
        Value(name)
    }

    pub(super) fn whole(&mut self, values: &[i64]) -> Value {
        let name = self.next();
        let raw: Vec<u8> = values.iter().flat_map(|x| x.to_le_bytes()).collect();
        self.constants.push(tensor(&name, Element::Whole, &[values.len()], &raw));
        Value(name)
    }

    /// One number, which goes with every row and column.
    pub(super) fn number(&mut self, value: f64) -> Value {
        self.doubles(&[value], &[1, 1])
    }

    /// Numbers of one row, which goes with every row.
    pub(super) fn row(&mut self, values: &[f64]) -> Value {
        self.doubles(values, &[1, values.len()])
    }

    pub(super) fn cast(&mut self, value: &Value, to: Element) -> Value {
        self.node("", "Cast", &[value], vec![Setting::int("to", to as i64)])
    }

    /// Columns side by side.
    pub(super) fn beside(&mut self, values: &[Value]) -> Value {
        match values {
            [one] => one.clone(),
            all => {
                let all: Vec<&Value> = all.iter().collect();
                self.node("", "Concat", &all, vec![Setting::int("axis", 1)])
            }
        }
    }

    /// Columns by number.
    pub(super) fn columns(&mut self, from: &Value, numbers: &[usize]) -> Value {
        let numbers: Vec<i64> = numbers.iter().map(|number| *number as i64).collect();
        let numbers = self.whole(&numbers);
        self.node("", "Gather", &[from, &numbers], vec![Setting::int("axis", 1)])
    }

    /// The entry of a list that each row names.
    pub(super) fn entry(&mut self, list: &[f64], place: &Value) -> Value {
        let list = self.doubles(list, &[list.len()]);
        self.node("", "Gather", &[&list, place], vec![Setting::int("axis", 0)])
    }

    /// The sum of each row, as a column.
    pub(super) fn sum(&mut self, value: &Value) -> Value {
        let axis = self.whole(&[1]);
        self.node("", "ReduceSum", &[value, &axis], vec![Setting::int("keepdims", 1)])
    }

    /// How many of a row are true, as whole numbers.
    pub(super) fn count(&mut self, truths: &Value) -> Value {
        let ones = self.cast(truths, Element::Whole);
        self.sum(&ones)
    }

    /// The graph as a model's file. Version of the form and operators are those that any runtime since 2022 knows.
    pub(super) fn model(self, name: &str, version: &str, about: &[(&str, &str)]) -> Vec<u8> {
        let all =
            |graph: Message, field: u64, list: &[Message]| list.iter().fold(graph, |g, one| g.message(field, one));
        let graph = all(Message::new().text(2, name), 1, &self.nodes);
        let graph = all(all(all(graph, 5, &self.constants), 11, &self.inputs), 12, &self.outputs);
        let set = |domain: &str, version: i64| Message::new().text(1, domain).int(2, version);
        let model = Message::new().int(1, IR).text(2, "bedside").text(3, version).message(7, &graph);
        let model = model.message(8, &set("", OPERATORS)).message(8, &set(ML, ML_OPERATORS));
        let entry = |(key, value): &(&str, &str)| Message::new().text(1, key).text(2, value);
        about.iter().fold(model, |model, one| model.message(14, &entry(one))).done()
    }
}

/// The domain of tables of words and of trees.
pub(super) const ML: &str = "ai.onnx.ml";
/// Version of the file's form.
const IR: i64 = 8;
/// Versions of the operators; trees on doubles came with the third of the second domain.
const OPERATORS: i64 = 15;
const ML_OPERATORS: i64 = 3;
