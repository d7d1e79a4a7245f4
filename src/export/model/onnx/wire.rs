//! Bytes of protocol buffers: numbers of variable length, strings, messages inside messages.
//!
//! An ONNX file needs eight kinds of message and only ever writes them. A library for that brings a code generator, the
//! whole schema and a reader, some hundred kilobytes of wasm; this is the part that is needed.

/// A message that grows field by field; fields may come in any order.
#[derive(Debug, Clone, Default)]
pub(super) struct Message(Vec<u8>);

impl Message {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Seven bits a byte, the lowest first.
    fn varint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }

    /// The number of a field and how its value is laid out.
    fn tag(&mut self, field: u64, layout: u64) {
        self.varint(field << 3 | layout);
    }

    /// A whole number; one below 0 takes ten bytes.
    pub(super) fn int(mut self, field: u64, value: i64) -> Self {
        self.tag(field, 0);
        self.varint(value as u64);
        self
    }

    /// Bytes, a string among them.
    pub(super) fn bytes(mut self, field: u64, value: &[u8]) -> Self {
        self.tag(field, 2);
        self.varint(value.len() as u64);
        self.0.extend_from_slice(value);
        self
    }

    /// A string.
    pub(super) fn text(self, field: u64, value: &str) -> Self {
        self.bytes(field, value.as_bytes())
    }

    /// A message inside this one.
    pub(super) fn message(self, field: u64, value: &Self) -> Self {
        self.bytes(field, &value.0)
    }

    /// Several strings under one number.
    pub(super) fn texts<'v>(self, field: u64, values: impl IntoIterator<Item = &'v str>) -> Self {
        values.into_iter().fold(self, |message, value| message.text(field, value))
    }

    /// The bytes.
    pub(super) fn done(self) -> Vec<u8> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Message;

    /// The examples of the encoding's own description: field 1 is 150, field 2 is "testing", field 3 holds the first.
    #[test]
    fn bytes_are_those_of_the_description() {
        let inner = Message::new().int(1, 150);
        assert_eq!(inner.clone().done(), [0x08, 0x96, 0x01]);
        let text = Message::new().text(2, "testing").done();
        assert_eq!(text, [0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67]);
        assert_eq!(Message::new().message(3, &inner).done(), [0x1a, 0x03, 0x08, 0x96, 0x01]);
        let below = Message::new().int(1, -1).done();
        assert_eq!((below.len(), below[1], below[10]), (11, 0xff, 0x01));
    }
}
