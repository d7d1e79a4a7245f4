# Reference values of src/learn/survival and src/learn/measure by R: writes tests/fixtures/learn/survival.json.
#
# `Rscript scripts/reference/survival.R`; R's survival and glmnet, whose versions are written into the file, answer for the
# rows of measure.json (scripts/reference/measure.py), as lifelines and statsmodels did.

here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)[1]))
source(file.path(here, "write.R"))
suppressPackageStartupMessages({
  library(survival)
  library(glmnet)
})

of <- fromJSON(file.path(fixtures, "measure.json"))$survival
x <- matrix(of$x, length(of$time))
whole <- coxph.control(eps = 1e-13, toler.chol = 1e-14, iter.max = 100)
first <- data.frame(x = I(x[1:5, ]))
scored <- data.frame(time = of$time, event = of$event, score = of$score)

# Errors by the information, not by the sandwich.
cox <- function(time, ties = "efron", ...) {
  coxph(Surv(time, of$event) ~ x, ties = ties, control = whole, robust = FALSE, ...)
}
said <- function(fit) list(estimate = coef(fit), error = sqrt(diag(vcov(fit))), log = fit$loglik[2])
left <- function(fit, times) I(summary(survfit(fit, newdata = first, se.fit = FALSE), times = times)$surv)

tied <- cox(of$time)
heavy <- cox(of$time, weights = of$weight)
times <- c(1, 4, 8, 15, 20)

# Who is left of all, with the interval of the log of minus its log.
all <- summary(survfit(Surv(of$time, of$event) ~ 1, conf.type = "log-log"), times = sort(unique(of$time)))

harrell <- concordance(Surv(time, event) ~ score, scored, reverse = TRUE)
count <- harrell$count
# Weights of one over the square of the share still looked at, up to just before 15: Uno's.
uno <- concordance(Surv(time, event) ~ score, scored, reverse = TRUE, timewt = "n/G2", ymax = 14.5)

# glmnet has Breslow's ties, so the times without any. It divides by the rows, as ours does, and brings no column to a size.
held <- lapply(list(c(0.05, 1), c(0.03, 0.5), c(0.1, 0.2)), function(by) {
  fit <- glmnet(x, Surv(of$untied, of$event), family = "cox", lambda = by[1], alpha = by[2], standardize = FALSE,
    thresh = 1e-22, maxit = 1e7)
  list(penalty = by[1], lasso = by[2], weights = as.numeric(coef(fit)))
})

write_fixture("survival.json", list(
  versions = versions_of(c("survival", "glmnet")),
  cox = said(tied),
  weighted = said(heavy),
  times = I(times),
  left = list(cox = left(tied, times), weighted = left(heavy, times)),
  kaplanMeier = list(times = all$time, left = all$surv, error = all$std.err, low = all$lower, high = all$upper),
  harrell = list(
    share = unname(coef(harrell)), error = sqrt(unname(vcov(harrell)[1])),
    pairs = sum(count[c("concordant", "discordant", "tied.x")]), equal = unname(count["tied.x"])
  ),
  uno = list(until = 15, share = unname(coef(uno)), error = sqrt(unname(vcov(uno)[1]))),
  held = held
))
