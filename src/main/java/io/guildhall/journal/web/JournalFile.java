package io.guildhall.journal.web;

import io.guildhall.journal.JournalPeriod;
import io.guildhall.journal.JournalReading;
import io.guildhall.shared.web.Download;
import io.guildhall.table.TableFormat;
import jakarta.servlet.http.HttpServletResponse;

/** The journal as a file, for people and programs. */
final class JournalFile {

	private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

	private JournalFile() {
	}

	static void write(JournalReading journal, JournalPeriod period, TableFormat format, HttpServletResponse response) {
		boolean csv = format == TableFormat.CSV;
		journal.export(period, format, new Download(response, csv ? "text/csv;charset=UTF-8" : XLSX,
				"journal-%s-%s.%s".formatted(period.from(), period.to(), csv ? "csv" : "xlsx")));
	}

}
