package io.guildhall.order;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.Condition;

/** The predicate that a member bought and paid for something, whatever became of it. */
final class BoughtLines {

	private BoughtLines() {
	}

	/**
	 * A line that was bought.
	 * @param key of the field; its alias and its parameters begin with it
	 * @param line the predicate of the line, over its alias {@code <key>_line}
	 * @param from the first day on which it counts; null for ever
	 */
	static Condition of(String key, String line, Map<String, Object> parameters, @Nullable LocalDate from) {
		Map<String, Object> all = new HashMap<>(parameters);
		if (from != null) {
			all.put(key + "_from", from);
		}
		return new Condition("""
				exists (select 1 from orders <key>_order
					join order_lines <key>_line on <key>_line.organization_id = <key>_order.organization_id
						and <key>_line.order_id = <key>_order.id
					where <key>_order.organization_id = m.organization_id and <key>_order.member_id = m.id
					and <key>_order.paid_day is not null and <key>_order.state <> 'TAKEN_BACK'<window>
					and <line>)""".replace("<window>", (from != null) ? " and <key>_order.paid_day >= :<key>_from" : "")
			.replace("<line>", line)
			.replace("<key>", key), all);
	}

}
