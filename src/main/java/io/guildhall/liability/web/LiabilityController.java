package io.guildhall.liability.web;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.liability.Liabilities;
import io.guildhall.liability.LiabilityPeriod;
import io.guildhall.liability.LiabilityReport;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.NavigationEntry;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/** The page of what is owed. */
@Controller
@RequestMapping("/o/{organization}/liabilities")
@RequiredArgsConstructor
class LiabilityController {

	private final Liabilities liabilities;

	private final OrganizationService organizations;

	private final MessageSource messages;

	private final JsonMapper json;

	@Bean
	static NavigationEntry liabilitiesNavigation() {
		return new NavigationEntry(NavigationEntry.Section.SALES, 50, "liability.title", "/liabilities",
				Permission.LEDGER_READ);
	}

	@GetMapping
	String show(@RequestParam(required = false) @Nullable LocalDate from,
			@RequestParam(required = false) @Nullable LocalDate to, Locale locale, Model model) {
		LocalDate today = organizations.today();
		LiabilityReport report = liabilities.of(LiabilityPeriod.of(from, to, today));
		model.addAttribute("report", report);
		model.addAttribute("presets", presets(today));
		model.addAttribute("chart", json.writeValueAsString(chart(report, locale)));
		return "liability/show";
	}

	@PostMapping("/recount")
	String recount(@RequestParam(required = false) @Nullable LocalDate from,
			@RequestParam(required = false) @Nullable LocalDate to, RedirectAttributes flash) {
		LiabilityPeriod period = LiabilityPeriod.of(from, to, organizations.today());
		flash.addFlashAttribute("done", "liability.recounted");
		flash.addFlashAttribute("doneArgs", List.of(liabilities.recount(period)));
		return "redirect:/o/{organization}/liabilities?from=%s&to=%s".formatted(period.from(), period.to());
	}

	/**
	 * What is owed stands below the axis; a kind of which nothing was owed has no place
	 * in the picture.
	 */
	private Map<String, Object> chart(LiabilityReport report, Locale locale) {
		return Map.of("x", report.days().stream().map(day -> day.day().toString()).toList(), "unit",
				report.total().currency(), "stack", true, "series",
				report.lines()
					.stream()
					.filter(line -> owed(report, line.kind()))
					.map(line -> Map.of("name", messages.getMessage(line.labelKey(), null, locale), "data",
							report.days().stream().map(day -> below(day.amounts().get(line.kind()))).toList()))
					.toList());
	}

	private static boolean owed(LiabilityReport report, String kind) {
		return report.days().stream().anyMatch(day -> below(day.amounts().get(kind)).signum() != 0);
	}

	private static BigDecimal below(@Nullable Money amount) {
		return (amount != null && !amount.isZero()) ? amount.negated().toMajor() : BigDecimal.ZERO;
	}

	private static Map<String, LocalDate> presets(LocalDate today) {
		Map<String, LocalDate> presets = new LinkedHashMap<>();
		presets.put("liability.preset.30", today.minusDays(29));
		presets.put("liability.preset.90", today.minusDays(89));
		presets.put("liability.preset.365", today.minusDays(364));
		return presets;
	}

}
