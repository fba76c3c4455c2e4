package io.guildhall.rebate.web;

import java.util.UUID;

import io.guildhall.rebate.RebatePayoutReading;
import io.guildhall.shared.web.Download;
import io.guildhall.table.TableFormat;
import jakarta.servlet.http.HttpServletResponse;

/** A payout as a file, for people and programs. */
final class PayoutFile {

	private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

	private PayoutFile() {
	}

	static void write(RebatePayoutReading reading, UUID id, TableFormat format, HttpServletResponse response) {
		boolean csv = format == TableFormat.CSV;
		reading.export(id, format,
				new Download(response, csv ? "text/csv;charset=UTF-8" : XLSX, "payout." + (csv ? "csv" : "xlsx")));
	}

}
