package io.guildhall.journal.web;

import java.time.LocalDate;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.journal.Account;
import io.guildhall.journal.JournalPeriod;
import io.guildhall.journal.JournalReading;
import io.guildhall.journal.TrialBalance;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Money;
import io.guildhall.table.TableFormat;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/** The journal for programs. */
@Tag(name = "Journal")
@RestController
@RequestMapping("/api/v1/journal")
@RequiredArgsConstructor
class JournalRestController {

	private final JournalReading journal;

	private final OrganizationService organizations;

	@Operation(summary = "What stands on each account")
	@GetMapping("/balance")
	BalanceResponse balance() {
		return new BalanceResponse(journal.balances(), journal.standing());
	}

	@Operation(
			summary = "What stood, moved and stands on each account, with the proof that it adds up; of the month so far where no period is named")
	@GetMapping("/trial-balance")
	TrialBalance trial(@RequestParam(required = false) @Nullable LocalDate from,
			@RequestParam(required = false) @Nullable LocalDate to) {
		return journal.trial(JournalPeriod.of(from, to, organizations.today()));
	}

	@Operation(summary = "Every line of a period as a table, CSV or XLSX")
	@GetMapping("/lines")
	void lines(@RequestParam(required = false) @Nullable LocalDate from,
			@RequestParam(required = false) @Nullable LocalDate to,
			@RequestParam(defaultValue = "CSV") TableFormat format, HttpServletResponse response) {
		JournalFile.write(journal, JournalPeriod.of(from, to, organizations.today()), format, response);
	}

	/** Whether every posting adds up, and what stands on each account. */
	record BalanceResponse(boolean balances, Map<Account, Money> accounts) {
	}

}
