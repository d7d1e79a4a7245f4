//! Floor 3: bytes to record. A sniff table decides by content what a file is; each reader emits the one small vocabulary of `record`.
