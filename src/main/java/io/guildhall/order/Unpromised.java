package io.guildhall.order;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.guildhall.shared.Money;

/**
 * What is paid for each line of an order and that nobody has promised back yet. Whoever
 * promises something back for lines takes it from here, one after the other, and so all
 * together never promise more back than is paid for a line: first come, first served (ADR
 * 151). Coupons come first, since they were promised to the member before the order was.
 */
public final class Unpromised {

	private final Map<UUID, Money> left;

	private Unpromised(Map<UUID, Money> left) {
		this.left = new HashMap<>(left);
	}

	/**
	 * So much of each line, by the lines' ids.
	 * @param left what is paid for it in the end, less what its coupons promise back
	 */
	public static Unpromised of(Map<UUID, Money> left) {
		return new Unpromised(left);
	}

	/** What of lines is not promised back by the coupons of their order. */
	static Unpromised of(List<OrderLine> lines, String currency) {
		Map<UUID, Money> left = new HashMap<>();
		lines.forEach(
				line -> left.put(line.getId(), new Money(line.getTotalMinor() - line.getPromisedMinor(), currency)));
		return new Unpromised(left);
	}

	/**
	 * Promises as much back of each line as is wanted, or what is left of it.
	 * @param wanted by the lines' ids
	 * @return what is promised of each, in the same order
	 */
	public Map<UUID, Money> take(Map<UUID, Money> wanted) {
		Map<UUID, Money> taken = new LinkedHashMap<>();
		wanted.forEach((line, amount) -> {
			Money rest = left.getOrDefault(line, Money.zero(amount.currency()));
			Money part = amount.min(rest);
			left.put(line, rest.minus(part));
			taken.put(line, part);
		});
		return taken;
	}

}
