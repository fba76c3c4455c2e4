package io.guildhall.journal.web;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import io.guildhall.journal.JournalPeriod;
import io.guildhall.journal.JournalReading;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.table.TableFormat;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/** The page of the trial balance, and the journal as a file. */
@Controller
@RequestMapping("/o/{organization}/journal")
@RequiredArgsConstructor
class JournalController {

	private final JournalReading journal;

	private final OrganizationService organizations;

	@Bean
	static NavigationEntry journalNavigation() {
		return new NavigationEntry(NavigationEntry.Section.SALES, 60, "journal.title", "/journal",
				Permission.LEDGER_READ);
	}

	@GetMapping
	String trial(@RequestParam(required = false) @Nullable LocalDate from,
			@RequestParam(required = false) @Nullable LocalDate to, Model model) {
		LocalDate today = organizations.today();
		model.addAttribute("trial", journal.trial(JournalPeriod.of(from, to, today)));
		model.addAttribute("presets", presets(today));
		return "journal/trial";
	}

	@GetMapping("/export")
	void export(@RequestParam(required = false) @Nullable LocalDate from,
			@RequestParam(required = false) @Nullable LocalDate to,
			@RequestParam(defaultValue = "CSV") TableFormat format, HttpServletResponse response) {
		JournalFile.write(journal, JournalPeriod.of(from, to, organizations.today()), format, response);
	}

	/** First and last day of what is usually asked for. */
	private static Map<String, List<LocalDate>> presets(LocalDate today) {
		LocalDate month = today.withDayOfMonth(1);
		Map<String, List<LocalDate>> presets = new LinkedHashMap<>();
		presets.put("journal.preset.month", List.of(month, today));
		presets.put("journal.preset.last-month", List.of(month.minusMonths(1), month.minusDays(1)));
		presets.put("journal.preset.year", List.of(today.withDayOfYear(1), today));
		presets.put("journal.preset.last-year",
				List.of(today.withDayOfYear(1).minusYears(1), today.withDayOfYear(1).minusDays(1)));
		return presets;
	}

}
