package io.guildhall.statement.web;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

import io.guildhall.shared.Money;
import io.guildhall.shared.Slice;
import io.guildhall.statement.DifferenceState;
import io.guildhall.statement.DifferenceSummary;
import io.guildhall.statement.StatementService;
import io.guildhall.table.TableWriter;
import lombok.RequiredArgsConstructor;

/** Differences as a file for a spreadsheet, which takes no cell of it for a formula. */
@Component
@RequiredArgsConstructor
class DifferencesCsv {

	private static final int PAGE = 1_000;

	/** A spreadsheet is of no use beyond. */
	private static final int MOST = 100_000;

	private static final List<String> HEAD = List.of("statement.provider", "statement.kind", "statement.reference",
			"statement.theirs", "statement.ours", "statement.currency", "statement.at", "statement.state",
			"statement.note");

	private final StatementService statements;

	private final MessageSource messages;

	ResponseEntity<byte[]> answer(@Nullable DifferenceState state, Locale locale) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (TableWriter csv = TableWriter.csv(bytes)) {
			csv.row(HEAD.stream().map(key -> text(key, locale)).toList());
			String after = null;
			int rows = 0;
			do {
				Slice<DifferenceSummary> some = statements.differences(state, after, PAGE);
				some.items().forEach(difference -> csv.row(row(difference, locale)));
				rows += some.items().size();
				after = some.next();
			}
			while (after != null && rows < MOST);
		}
		return ResponseEntity.ok()
			.header(HttpHeaders.CONTENT_TYPE, "text/csv; charset=utf-8")
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment().filename("differences.csv").build().toString())
			.body(bytes.toByteArray());
	}

	private List<@Nullable Object> row(DifferenceSummary difference, Locale locale) {
		Money theirs = difference.theirs();
		Money ours = difference.ours();
		String currency = (theirs != null) ? theirs.currency() : (ours != null) ? ours.currency() : "";
		return new ArrayList<>(Arrays.asList(text("checkout.provider." + difference.provider(), locale),
				text("statement.kind." + difference.kind(), locale), difference.reference(),
				(theirs != null) ? theirs.toMajor() : null, (ours != null) ? ours.toMajor() : null, currency,
				difference.at().toString(), text("statement.state." + difference.state(), locale), difference.note()));
	}

	private String text(String code, Locale locale) {
		String text = messages.getMessage(code, null, code, locale);
		return (text != null) ? text : code;
	}

}
