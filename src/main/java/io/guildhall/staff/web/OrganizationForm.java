package io.guildhall.staff.web;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;

import io.guildhall.organization.NewOrganization;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * An organization to be founded.
 *
 * @param slug empty to have one made
 */
record OrganizationForm(@NotBlank @Size(max = 80) String organization,
		@Nullable @Pattern(regexp = "|[a-z0-9][a-z0-9-]{1,38}[a-z0-9]") String slug, @NotBlank String zone,
		@NotBlank @Pattern(regexp = "[A-Z]{3}") String currency) {

	static final List<String> CURRENCIES = List.of("CNY", "HKD", "TWD", "USD", "EUR", "GBP", "JPY", "KRW", "SGD", "MYR",
			"AUD", "CAD", "CHF", "INR");

	private static final List<String> ZONES = ZoneId.getAvailableZoneIds()
		.stream()
		.filter(id -> id.matches("(Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+"))
		.sorted()
		.toList();

	static OrganizationForm empty(Locale locale) {
		boolean chinese = locale.getLanguage().equals("zh");
		return new OrganizationForm("", "", chinese ? "Asia/Shanghai" : "Europe/London", chinese ? "CNY" : "USD");
	}

	static void choices(Model model) {
		model.addAttribute("zones", ZONES);
		model.addAttribute("currencies", CURRENCIES);
	}

	boolean isOfThisWorld() {
		try {
			ZoneId.of(zone);
			return CURRENCIES.contains(currency);
		}
		catch (DateTimeException ex) {
			return false;
		}
	}

	NewOrganization founded(String language) {
		return new NewOrganization(organization, (slug != null && !slug.isBlank()) ? slug : null, ZoneId.of(zone),
				currency, language, false);
	}

	static String language(Locale locale) {
		return locale.getLanguage().equals("zh") ? "zh-CN" : "en";
	}

}
