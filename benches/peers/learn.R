# W04, W05 and W05c by R's glmnet and survival: peers of `npm run bench -- learn`. Same draws, one thread. Prints JSON lines.
#
# `Rscript benches/peers/learn.R [case...]`. R's packages are those of the system: each line says which.

here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)[1]))
source(file.path(here, "..", "..", "scripts", "reference", "draws.R"))

timed <- function(case, with, runs, work, check) {
  out <- work()
  seconds <- numeric(runs)
  for (run in seq_len(runs)) {
    gc()
    began <- Sys.time()
    out <- work()
    seconds[run] <- as.numeric(difftime(Sys.time(), began, units = "secs"))
  }
  found <- check(out)
  cat(sprintf('{"case":"%s","median_s":%.6g,"min_s":%.6g,"runs":%d,"with":"R %s.%s, %s %s","check":{%s}}\n',
    case, median(seconds), min(seconds), runs, R.version$major, R.version$minor, with, packageVersion(with),
    paste(sprintf('"%s":%.15g', names(found), unlist(found)), collapse = ",")))
}

w04 <- function() {
  suppressPackageStartupMessages(library(glmnet))
  # All hundred penalties, as the others walk them, even where the last ones explain hardly more.
  glmnet.control(fdev = 0, devmax = 1)
  z <- latent(20000, 200, 4, rho = 0.5, sig = 0.8660254037844386)
  y <- 2 * normal(4, 4, seq_len(20000) - 1)
  for (j in 0:19) y <- y + (-1)^j * (1 - j / 20) * z[, 7 * j + 1]
  x <- standard(z)
  y <- y - mean(y)
  path <- function(thresh) {
    glmnet(x, y, nlambda = 100, lambda.min.ratio = 1e-3, standardize = FALSE, intercept = FALSE, thresh = thresh)
  }
  check <- function(fit) {
    b <- fit$beta[, 51]
    list(alpha_max = fit$lambda[1], penalties = length(fit$lambda), non_zero = sum(b != 0), c0 = b[[1]], sum = sum(abs(b)))
  }
  timed("W04:glmnet", "glmnet", 7, function() path(1e-7), check)
  timed("W04:glmnet-1e-14", "glmnet", 3, function() path(1e-14), check)
}

followed <- function() {
  n <- 20000
  i <- seq_len(n) - 1
  x <- latent(n, 20, 5)
  e <- eta(x)
  t <- -log(uniform(5, 5, i)) / (0.1 * exp(0.5 * (e + 1.5)))
  seen <- 20 * uniform(5, 6, i)
  # The score is that of the columns as they are fitted.
  x <- standard(x)
  list(x = x, score = eta(x), y = survival::Surv(ceiling(10 * pmin(t, seen)) / 10, t <= seen))
}

# `coxph` is what people call: it also reads the formula, counts a concordance and keeps residuals. `coxph.fit` is the fit.
w05 <- function() {
  suppressPackageStartupMessages(library(survival))
  of <- followed()
  check <- function(variance) {
    function(fit) list(log = fit$loglik[2], w0 = fit$coefficients[[1]], se0 = sqrt(variance(fit)[1, 1]))
  }
  timed("W05:coxph", "survival", 5, function() coxph(y ~ x, of, ties = "efron"), check(vcov))
  rows <- as.character(seq_len(nrow(of$x)))
  fit <- function() {
    coxph.fit(of$x, of$y, NULL, NULL, NULL, coxph.control(), NULL, "efron", rows, resid = FALSE)
  }
  timed("W05:coxph.fit", "survival", 5, fit, check(function(fit) fit$var))
}

w05c <- function() {
  suppressPackageStartupMessages(library(survival))
  of <- followed()
  share <- function() concordance(y ~ score, of, reverse = TRUE)
  timed("W05c:concordance", "survival", 5, share, function(c) list(c = unname(coef(c))))
}

cases <- list(W04 = w04, W05 = w05, W05c = w05c)
asked <- commandArgs(trailingOnly = TRUE)
for (one in if (length(asked) > 0) asked else names(cases)) cases[[one]]()
