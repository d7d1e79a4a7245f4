# What the programs of R here share: the place of fixtures, numbers to the last digit, and who answered. They set `here`.

suppressPackageStartupMessages(library(jsonlite))

fixtures <- file.path(here, "..", "..", "tests", "fixtures", "learn")

versions_of <- function(packages) {
  own <- list(R = paste(R.version$major, R.version$minor, sep = "."))
  c(own, lapply(setNames(packages, packages), function(name) as.character(packageVersion(name))))
}

# Every number as a text that is read back as the same one; a list by its names, one member of the outermost a line.
text_of <- function(x) {
  if (is.null(names(x)) && is.list(x)) return(paste0("[", paste(vapply(x, text_of, ""), collapse = ","), "]"))
  if (is.list(x)) {
    members <- paste0('"', names(x), '":', vapply(x, text_of, ""))
    return(paste0("{", paste(members, collapse = ","), "}"))
  }
  if (is.character(x)) return(paste0('"', x, '"'))
  if (is.logical(x)) return(tolower(as.character(x)))
  stopifnot(all(is.finite(x)))
  exact <- function(one) {
    for (digits in 15:17) {
      text <- sprintf("%.*g", digits, one)
      if (as.numeric(text) == one) break
    }
    text
  }
  each <- vapply(unname(as.vector(x)), exact, "")
  if (length(each) == 1 && !inherits(x, "AsIs")) each else paste0("[", paste(each, collapse = ","), "]")
}

write_fixture <- function(name, parts) {
  path <- file.path(fixtures, name)
  lines <- paste0('"', names(parts), '":', vapply(parts, text_of, ""))
  writeLines(paste0("{", paste(lines, collapse = ",\n"), "}"), path)
  cat(file.size(path), "bytes\n")
}
