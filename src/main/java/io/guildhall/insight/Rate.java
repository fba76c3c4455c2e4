package io.guildhall.insight;

/** A rate with what it is made of; PRODUCT.md, "The four rates", defines each. */
public record Rate(long numerator, long denominator) {
}
