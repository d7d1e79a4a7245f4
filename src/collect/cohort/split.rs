//! Separator, quotes and line ends: a block of bytes to cells.

/// How a record ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Cell of a record, another follows.
    Cell,
    /// Last cell of a record.
    Record,
    /// The block ends inside the cell.
    Open,
    /// The block ends inside quotes.
    OpenQuote,
    /// Something stands behind a closing quote.
    AfterQuote,
}

/// Takes the first cell off `rest`: a piece of the block, or `None` for a quoted cell, which is unpacked into `room`.
#[inline]
pub(super) fn cell<'b>(rest: &mut &'b [u8], separator: u8, room: &mut Vec<u8>) -> (Option<&'b [u8]>, End) {
    let block = *rest;
    if block.first() == Some(&b'"') {
        return (None, quoted(rest, separator, room));
    }
    let Some(at) = block.iter().position(|byte| *byte == separator || *byte == b'\n') else {
        *rest = &[];
        return (Some(block), End::Open);
    };
    let (found, behind) = block.split_at(at);
    let ends_record = behind.first() == Some(&b'\n');
    *rest = behind.get(1..).unwrap_or(&[]);
    if ends_record { (Some(found.strip_suffix(b"\r").unwrap_or(found)), End::Record) } else { (Some(found), End::Cell) }
}

#[cold]
fn quoted(rest: &mut &[u8], separator: u8, room: &mut Vec<u8>) -> End {
    room.clear();
    let mut left = rest.get(1..).unwrap_or(&[]);
    loop {
        let Some(at) = left.iter().position(|byte| *byte == b'"') else {
            *rest = &[];
            return End::OpenQuote;
        };
        let (inside, behind) = left.split_at(at);
        room.extend_from_slice(inside);
        left = behind.get(1..).unwrap_or(&[]);
        if left.first() != Some(&b'"') {
            break;
        }
        room.push(b'"');
        left = left.get(1..).unwrap_or(&[]);
    }
    let (end, after) = match left {
        [] | [b'\r'] => (End::Open, &[] as &[u8]),
        [b'\r', b'\n', after @ ..] | [b'\n', after @ ..] => (End::Record, after),
        [byte, after @ ..] if *byte == separator => (End::Cell, after),
        _ => (End::AfterQuote, left),
    };
    *rest = after;
    end
}

/// The trimmed cells of the first record, and how it ended: `Open` where the block does, `Cell` where there are more than
/// `most` of them.
pub(super) fn cells(rest: &mut &[u8], separator: u8, most: usize) -> (Vec<Vec<u8>>, End) {
    let mut found = Vec::new();
    let mut room = Vec::new();
    loop {
        let (plain, end) = cell(rest, separator, &mut room);
        found.push(plain.unwrap_or(room.as_slice()).trim_ascii().to_vec());
        match end {
            End::Cell if rest.is_empty() => return (found, End::Open),
            End::Cell if found.len() < most => {}
            _ => return (found, end),
        }
    }
}

/// The separator: which of the usual ones stands equally often, at least once, in most of the first lines.
pub(super) fn separator(block: &[u8]) -> u8 {
    let mut lines: Vec<[usize; 4]> = Vec::new();
    let (mut counts, mut inside, mut any) = ([0_usize; 4], false, false);
    for byte in block.iter().take(200_000) {
        match byte {
            b'"' => inside = !inside,
            b'\n' if !inside => {
                if any {
                    lines.push(counts);
                }
                (counts, any) = ([0; 4], false);
                if lines.len() >= 20 {
                    break;
                }
            }
            _ => {
                any = true;
                if let Some(count) =
                    SEPARATORS.iter().position(|s| s == byte && !inside).and_then(|at| counts.get_mut(at))
                {
                    *count += 1;
                }
            }
        }
    }
    if any {
        lines.push(counts);
    }
    let first = lines.first().copied().unwrap_or_default();
    let agree = |at: usize| {
        let own = first.get(at).copied().unwrap_or(0);
        let same = lines.iter().filter(|line| line.get(at) == Some(&own)).count();
        if own == 0 { (0, 0) } else { (same, own) }
    };
    let best = (0..SEPARATORS.len()).max_by_key(|at| (agree(*at), usize::MAX - at)).unwrap_or(0);
    SEPARATORS.get(best).copied().unwrap_or(b',')
}

const SEPARATORS: [u8; 4] = *b",;\t|";

#[cfg(test)]
mod tests {
    use super::{End, cell, separator};

    #[test]
    fn cells_plain_and_quoted() {
        let mut rest: &[u8] = b"a,\"b,\"\"c\"\"\",\r\nd";
        let mut found = Vec::new();
        loop {
            let mut room = Vec::new();
            let (text, end) = cell(&mut rest, b',', &mut room);
            found.push((String::from_utf8(text.unwrap_or(&room).to_vec()).unwrap(), end));
            if end == End::Open {
                break;
            }
        }
        let expected = [("a", End::Cell), ("b,\"c\"", End::Cell), ("", End::Record), ("d", End::Open)];
        assert_eq!(found, expected.map(|(text, end)| (text.to_owned(), end)));
        let mut room = Vec::new();
        assert_eq!(cell(&mut &b"\"open"[..], b',', &mut room).1, End::OpenQuote);
        let mut room = Vec::new();
        assert_eq!(cell(&mut &b"\"a\"b,"[..], b',', &mut room).1, End::AfterQuote);
    }

    #[test]
    fn the_separator_is_found() {
        assert_eq!(separator(b"a;b;c\n1,5;2,5;3\n"), b';');
        assert_eq!(separator(b"a\tb\n1\t2,5\n"), b'\t');
        assert_eq!(separator(b"\"a;x\",b\n1,2\n"), b',');
        assert_eq!(separator(b"a\n1\n2\n"), b',');
    }
}
