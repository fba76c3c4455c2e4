package io.guildhall.membership;

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

/** The list of memberships as a table. */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class MembershipTable {

	private static final int AT_ONCE = 1000;

	private static final List<String> HEAD = List.of("membership_id", "member_id", "name", "plan", "state", "since",
			"last_day", "ends_for_good", "paused_until");

	private final MembershipListing listing;

	private final MemberService members;

	/** All that fit, in the order of the list; the stream stays open. */
	@May(Permission.EXPORT)
	public void write(MembershipFilter filter, OutputStream output) {
		try (TableWriter table = TableWriter.csv(output)) {
			table.row(HEAD);
			Slice.all(after -> listing.slice(filter, after, AT_ONCE), some -> write(table, some));
		}
	}

	private void write(TableWriter table, List<MembershipSummary> some) {
		Map<String, String> names = members.names(some.stream().map(MembershipSummary::member).distinct().toList());
		for (MembershipSummary one : some) {
			table.row(Arrays.asList(one.id(), one.member(), names.get(one.member().toString()), one.planName(),
					one.state(), one.startedOn(), one.lastDay(), one.cancels(), one.pausedUntil()));
		}
	}

}
