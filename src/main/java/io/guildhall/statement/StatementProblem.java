package io.guildhall.statement;

/**
 * A line that could not be read.
 *
 * @param reason the code that says why
 */
public record StatementProblem(long line, String reason) {
}
