package io.guildhall.bench;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A line of the benchmark.
 *
 * @param limit what the database itself does with the same work; null where the bar is
 * absolute
 * @param bar like {@code >=0.5} or {@code <=1.5}: of the ratio, or of the product's
 * figure where there is no limit; empty for what is said and not judged
 */
record Line(String name, String unit, double product, @Nullable Double limit, @Nullable Double ratio, String bar,
		boolean ok) {

	static Line of(String name, String unit, double product, @Nullable Double limit, String bar) {
		Double ratio = (limit != null) ? product / limit : null;
		if (bar.isEmpty()) {
			return new Line(name, unit, product, limit, ratio, bar, true);
		}
		double judged = (ratio != null) ? ratio : product;
		double height = Double.parseDouble(bar.substring(2));
		return new Line(name, unit, product, limit, ratio, bar,
				bar.startsWith(">=") ? judged >= height : judged <= height);
	}

	static String head() {
		return "%-36s %-10s %12s %12s %7s %7s".formatted("name", "unit", "product", "limit", "ratio", "bar");
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "%-36s %-10s %12.1f %12s %7s %7s %s", this.name, this.unit, this.product,
				(this.limit != null) ? String.format(Locale.ROOT, "%.1f", this.limit) : "-",
				(this.ratio != null) ? String.format(Locale.ROOT, "%.2f", this.ratio) : "-", this.bar,
				this.ok ? "ok" : "SHORT");
	}

}
