package io.guildhall.membership.web;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import de.siegmar.fastcsv.writer.CsvWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.membership.MembershipListing;
import io.guildhall.membership.MembershipState;
import io.guildhall.membership.MembershipSummary;
import io.guildhall.shared.web.Download;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/** The list of memberships as a table, with the filters of the list. */
@Controller
@RequestMapping("/o/{organization}/memberships/export")
@RequiredArgsConstructor
class MembershipExportController {

	private final MembershipListing listing;

	private final MembershipSearch search;

	private final MemberService members;

	@GetMapping
	void export(@RequestParam(required = false) @Nullable MembershipState state,
			@RequestParam(defaultValue = "false") boolean due, @RequestParam(required = false) @Nullable UUID plan,
			@RequestParam(defaultValue = "") String q, HttpServletResponse response) throws IOException {
		// The heading stays in the writer's buffer until the service has let the asker
		// in.
		Writer writer = new OutputStreamWriter(new Download(response, "text/csv;charset=UTF-8", "memberships.csv"),
				StandardCharsets.UTF_8);
		writer.write('\ufeff');
		CsvWriter csv = CsvWriter.builder().build(writer);
		csv.writeRecord("membership_id", "member_id", "name", "plan", "state", "since", "last_day", "ends_for_good",
				"paused_until");
		listing.export(search.filter(state, due, plan, q), some -> write(csv, some));
		csv.flush();
		writer.flush();
	}

	private void write(CsvWriter csv, List<MembershipSummary> some) {
		Map<MemberId, MemberSummary> names = members
			.summaries(some.stream().map(MembershipSummary::member).distinct().toList());
		for (MembershipSummary one : some) {
			MemberSummary member = names.get(one.member());
			csv.writeRecord(one.id().toString(), one.member().toString(),
					(member != null) ? escaped(member.displayName()) : "", escaped(one.planName()), one.state().name(),
					one.startedOn().toString(), Objects.toString(one.lastDay(), ""), String.valueOf(one.cancels()),
					Objects.toString(one.pausedUntil(), ""));
		}
	}

	/** What a spreadsheet would take for a formula is marked as text. */
	private static String escaped(String cell) {
		return (!cell.isEmpty() && "=+-@".indexOf(cell.charAt(0)) >= 0) ? "'" + cell : cell;
	}

}
