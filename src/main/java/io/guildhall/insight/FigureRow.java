package io.guildhall.insight;

import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * A row of what a figure counts.
 *
 * @param target the id of the page it leads to
 * @param label name, code or number
 * @param count how often it counts, for figures that count weeks or stays
 * @param amount what it adds, for figures in money
 */
public record FigureRow(UUID target, String label, LocalDate day, long count, @Nullable Money amount) {
}
