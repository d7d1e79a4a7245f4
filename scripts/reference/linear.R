# Reference values of the paths of src/learn/linear by R's glmnet: writes tests/fixtures/learn/glmnet.json.
#
# `Rscript scripts/reference/linear.R`; the versions are written into the file. The data are those of linear.py, drawn
# (draws.R), and so are the cases: two programs answer for the same rows.

here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)[1]))
source(file.path(here, "draws.R"))
source(file.path(here, "write.R"))
suppressPackageStartupMessages(library(glmnet))

# To the end of every path, each to the last digit.
invisible(glmnet.control(fdev = 0, devmax = 1))
exact <- list(standardize = FALSE, thresh = 1e-24, maxit = 1e8)
fitted_by <- function(...) do.call(glmnet, c(list(...), exact))

seed <- 21
rows <- 400
i <- seq_len(rows) - 1
z <- latent(rows, 6, seed)
x <- raw_units(z)
e <- eta(z)
y <- e + normal(seed, 4, i)
yes <- label(e, seed)
weights <- floor(4 * uniform(seed, 5, i))
nobody <- rep(1, rows)

# glmnet brings y to a spread of 1 first, by which its squares weigh more than they say: 1/(2n) |y - xb|^2 + a r |b| +
# a (1 - r)/2 b^2 has this lambda and alpha there.
asked <- function(a, r, w, y) {
  w <- w / sum(w)
  s <- sqrt(sum(w * (y - sum(w * y))^2))
  lambda <- a * r + s * a * (1 - r)
  list(lambda = lambda, alpha = a * r / lambda)
}

found <- function(fit) {
  all <- as.numeric(as.matrix(coef(fit)))
  list(weights = all[-1], intercept = all[1])
}

net <- function(a, r, weighted, standardized = FALSE) {
  w <- if (weighted) weights else nobody
  by <- asked(a, r, w, y)
  # Standardized by glmnet itself: held as if each column had a spread of 1, and given back for the columns as they are.
  exact$standardize <- standardized
  fit <- do.call(glmnet, c(list(x, y, weights = w, lambda = by$lambda, alpha = by$alpha), exact))
  c(list(alpha = a, l1Ratio = r, weighted = weighted, standardized = standardized), found(fit))
}

# A path of its own penalties: largest first, by which all weights are 0.
path <- function(r) {
  by <- asked(1, r, nobody, y)
  fit <- fitted_by(x, y, alpha = by$alpha, nlambda = 20, lambda.min.ratio = 1e-3)
  list(l1Ratio = r, alphas = fit$lambda / by$lambda, weights = lapply(seq_len(20), function(step) fit$beta[, step]))
}

# C of scikit-learn is one over the sum of what is held: 1/n of the loss has 1/(C n) of it.
logistic <- function(c, r, weighted) {
  w <- if (weighted) weights else nobody
  fit <- fitted_by(standard(x), yes, family = "binomial", weights = w, lambda = 1 / (c * sum(w)), alpha = r)
  c(list(c = c, l1Ratio = r, weighted = weighted), found(fit))
}

write_fixture("glmnet.json", list(
  versions = versions_of("glmnet"),
  elasticNet = list(
    net(0.05, 1, FALSE), net(0.2, 1, TRUE), net(0.1, 0.4, TRUE), net(0.3, 0.05, FALSE), net(0.1, 0.7, FALSE, TRUE)
  ),
  path = path(0.7),
  logistic = list(logistic(0.05, 1, FALSE), logistic(0.1, 0.5, TRUE))
))
