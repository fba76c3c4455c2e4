package io.guildhall.coupon.web;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.coupon.BatchDetails;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponExtensions;
import io.guildhall.coupon.CouponIssues;
import io.guildhall.coupon.IssueOutcome;
import io.guildhall.coupon.IssueReach;
import io.guildhall.coupon.IssueReading;
import io.guildhall.coupon.IssueResult;
import io.guildhall.coupon.IssueSummary;
import io.guildhall.member.Audience;
import io.guildhall.member.Audiences;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Download;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/** Issuing to many: whom, how far it is, what became of each. */
@Controller
@RequestMapping("/o/{organization}/coupons/{batch}")
@RequiredArgsConstructor
class CouponIssueController {

	private static final String LIST = "LIST";

	private final CouponBatches batches;

	private final CouponIssues issues;

	private final CouponExtensions extensions;

	private final IssueReading reading;

	private final IssueReach reach;

	private final Audiences audiences;

	private final CouponNames names;

	/** The button of the panel, with the number that it would give now. */
	@GetMapping("/audience")
	String count(@PathVariable BatchId batch, @RequestParam Map<String, String> parameters, Model model) {
		BatchDetails details = batches.get(batch);
		IssueReach.Reach found = LIST.equals(parameters.get("to")) ? reach.of(batch, lines(parameters.get("list")))
				: reach.of(batch, audience(parameters));
		model.addAttribute("batch", details);
		model.addAttribute("reach", found);
		model.addAttribute("count", Math.min(found.givable(), details.left()));
		return "coupon/show :: issue-button";
	}

	@PostMapping("/issues")
	String issue(@PathVariable BatchId batch, @RequestParam Map<String, String> parameters) {
		CouponIssues.Started started = LIST.equals(parameters.get("to"))
				? issues.issueToList(batch, lines(parameters.get("list")), null)
				: issues.issueTo(batch, audience(parameters), null);
		return "redirect:/o/{organization}/coupons/{batch}/issues/" + started.issue();
	}

	/** All that members hold count longer; how far it is says the page of the job. */
	@PostMapping("/extension")
	String extend(@PathVariable BatchId batch,
			@RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate lastDay,
			@RequestParam(defaultValue = "") String reason) {
		return "redirect:/o/{organization}/jobs/" + extensions.start(batch, lastDay, reason);
	}

	@GetMapping("/issues/{issue}")
	String show(@PathVariable BatchId batch, @PathVariable UUID issue,
			@RequestParam(required = false) @Nullable IssueOutcome outcome,
			@RequestParam(required = false) @Nullable String after, Model model, Locale locale) {
		Slice<IssueResult> rows = reading.results(issue, outcome, after, Slice.PAGE);
		IssueSummary summary = reading.get(issue);
		Audience audience = summary.audience();
		model.addAttribute("batch", batches.get(batch));
		model.addAttribute("issue", summary);
		model.addAttribute("audience", (audience != null) ? audiences.describe(audience, locale) : null);
		model.addAttribute("rows", rows);
		model.addAttribute("outcome", outcome);
		model.addAttribute("members",
				names.of(rows.items().stream().map(IssueResult::member).filter(Objects::nonNull).toList()));
		return "coupon/issue";
	}

	@GetMapping("/issues/{issue}/results.csv")
	void download(@PathVariable BatchId batch, @PathVariable UUID issue, HttpServletResponse response)
			throws IOException {
		// The heading stays in the writer's buffer until the service has let the asker
		// in.
		Writer out = new BufferedWriter(new OutputStreamWriter(
				new Download(response, "text/csv;charset=UTF-8", "coupons-" + issue + ".csv"), StandardCharsets.UTF_8));
		out.write("\ufeffrow,member_id,name,outcome,code\r\n");
		reading.export(issue, rows -> write(out, rows));
		out.flush();
	}

	private void write(Writer out, List<IssueResult> rows) {
		Map<String, String> known = names.of(rows.stream().map(IssueResult::member).filter(Objects::nonNull).toList());
		try {
			for (IssueResult row : rows) {
				String member = Objects.toString(row.member(), "");
				String name = (row.subject() != null) ? row.subject() : known.getOrDefault(member, "");
				out.write(row.row() + "," + member + "," + cell(name) + "," + row.outcome() + ","
						+ Objects.toString(row.code(), "") + "\r\n");
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@PostMapping("/issues/{issue}/revocation")
	String revokeUnused(@PathVariable BatchId batch, @PathVariable UUID issue, @RequestParam String reason,
			RedirectAttributes flash) {
		long revoked = issues.revokeUnused(issue, reason);
		flash.addFlashAttribute("done", "coupon.done.rest-revoked");
		flash.addFlashAttribute("doneArgs", List.of(revoked));
		return "redirect:/o/{organization}/coupons/{batch}/issues/{issue}";
	}

	/** What the fields of the panel choose; all of them hold. */
	private Audience audience(Map<String, String> parameters) {
		return new Audience(audiences.filter(parameters).fields(), List.of());
	}

	private static List<String> lines(@Nullable String list) {
		return (list != null) ? list.lines().map(String::strip).filter(line -> !line.isEmpty()).toList() : List.of();
	}

	/** A cell that no spreadsheet takes for a formula. */
	private static String cell(String text) {
		String safe = (!text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0) ? "'" + text : text;
		return '"' + safe.replace("\"", "\"\"") + '"';
	}

}
