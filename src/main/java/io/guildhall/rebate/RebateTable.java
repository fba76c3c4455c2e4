package io.guildhall.rebate;

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

/** The list of rebates as a table. */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class RebateTable {

	private static final int AT_ONCE = 500;

	private static final List<String> HEAD = List.of("rebate_id", "member_id", "name", "order_no", "source", "state",
			"promised", "amount", "paid", "owed_back", "currency", "promised_at", "earned_on", "approved_at",
			"approved_by", "waits_for");

	private final Rebates rebates;

	private final MemberService members;

	/** All that fit, in the order of the list; the stream stays open. */
	@May(Permission.EXPORT)
	public void write(RebateFilter filter, OutputStream output) {
		try (TableWriter table = TableWriter.csv(output)) {
			table.row(HEAD);
			Slice.all(after -> rebates.slice(filter, after, AT_ONCE), some -> write(table, some));
		}
	}

	private void write(TableWriter table, List<Rebate> some) {
		Map<String, String> names = members.names(some.stream().map(Rebate::member).distinct().toList());
		for (Rebate one : some) {
			table.row(Arrays.asList(one.id(), one.member(), names.get(one.member().toString()), one.orderNumber(),
					one.name(), one.state(), one.promised().toMajor(), one.amount().toMajor(), one.paid().toMajor(),
					one.debt().toMajor(), one.amount().currency(), one.promisedAt(), one.earnedOn(), one.approvedAt(),
					one.approvedBy(), one.waitsFor()));
		}
	}

}
