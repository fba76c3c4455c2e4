package io.guildhall.order;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.table.TableWriter;
import lombok.RequiredArgsConstructor;

/** Orders as a table, one row for each. */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class OrderTable {

	private static final int AT_ONCE = 500;

	private static final List<String> HEAD = List.of("order_no", "state", "member_id", "name", "placed_at", "paid_at",
			"amount", "refunded", "currency", "source", "gift", "recipient_id", "recipient", "products");

	private final OrderListing listing;

	private final MemberService members;

	/** All that fit, in the order of the list; the stream stays open. */
	@May(Permission.EXPORT)
	public void write(OrderFilter filter, OutputStream output) {
		try (TableWriter table = TableWriter.csv(output)) {
			table.row(HEAD);
			List<OrderSummary> some = new ArrayList<>();
			listing.export(filter, order -> {
				some.add(order);
				if (some.size() == AT_ONCE) {
					write(table, some);
				}
			});
			write(table, some);
		}
	}

	private void write(TableWriter table, List<OrderSummary> some) {
		Map<String, String> names = members.names(some.stream().flatMap(OrderSummary::people).distinct().toList());
		for (OrderSummary order : some) {
			MemberId recipient = order.recipient();
			table.row(Arrays.asList(order.number(), order.state(), order.member(), names.get(order.member().toString()),
					order.placedAt(), order.paidAt(), order.total().toMajor(), order.refunded().toMajor(),
					order.total().currency(), order.source(), order.gift(), recipient,
					(recipient != null) ? names.get(recipient.toString()) : null, order.things()));
		}
		some.clear();
	}

}
