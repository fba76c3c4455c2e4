package io.guildhall.intake.web;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

import io.guildhall.intake.ImportId;
import io.guildhall.intake.ImportProblem;
import io.guildhall.intake.ImportService;
import io.guildhall.shared.Slice;
import io.guildhall.table.TableWriter;
import lombok.RequiredArgsConstructor;

/** The bad rows as a file for a spreadsheet. */
@Component
@RequiredArgsConstructor
class ProblemsCsv {

	private static final int PAGE = 1000;

	private final ImportService imports;

	private final MessageSource messages;

	ResponseEntity<byte[]> answer(ImportId id, boolean dry, Locale locale) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (TableWriter csv = TableWriter.csv(bytes)) {
			csv.row(List.of(text("intake.problem.file", locale), text("intake.problem.line", locale),
					text("intake.problem.reason", locale), text("intake.problem.excerpt", locale)));
			String after = null;
			do {
				Slice<ImportProblem> problems = imports.problems(id, dry, after, PAGE);
				for (ImportProblem problem : problems.items()) {
					csv.row(Arrays.asList(problem.file(), problem.line(), text(problem.reason(), locale),
							problem.excerpt()));
				}
				after = problems.next();
			}
			while (after != null);
		}
		return ResponseEntity.ok()
			.header(HttpHeaders.CONTENT_TYPE, "text/csv; charset=utf-8")
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment().filename("bad-rows-" + id + ".csv").build().toString())
			.body(bytes.toByteArray());
	}

	private String text(String code, Locale locale) {
		String text = messages.getMessage(code, null, code, locale);
		return (text != null) ? text : code;
	}

}
