package io.guildhall.order;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.table.TableWriter;
import lombok.RequiredArgsConstructor;

/** The list of refund requests as a table. */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class RefundRequestTable {

	private static final int AT_ONCE = 500;

	private static final List<String> HEAD = List.of("request_id", "order_no", "member_id", "name", "amount",
			"currency", "reason", "used_too", "state", "requested_at", "requested_by", "decided_at", "decided_by",
			"note");

	private final OrderRefunds refunds;

	private final MemberService members;

	/** All that fit, in the order of the list; the stream stays open. */
	@May(Permission.EXPORT)
	public void write(RefundRequestFilter filter, OutputStream output) {
		try (TableWriter table = TableWriter.csv(output)) {
			table.row(HEAD);
			Slice.all(after -> refunds.slice(filter, after, AT_ONCE), some -> write(table, some));
		}
	}

	private void write(TableWriter table, List<RefundRequestSummary> some) {
		Map<String, String> names = members.names(some.stream().map(RefundRequestSummary::member).distinct().toList());
		for (RefundRequestSummary one : some) {
			table.row(Arrays.asList(one.id(), one.number(), one.member(), names.get(one.member().toString()),
					one.amount().toMajor(), one.amount().currency(), one.reason(), one.usedToo(), one.state(),
					one.requestedAt(), one.requestedBy(), one.decidedAt(), one.decidedBy(), one.decisionNote()));
		}
	}

}
