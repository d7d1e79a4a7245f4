//! Floor 3: record to profile: for each concept the value that counts at a date, how old it is and what was presumed.
