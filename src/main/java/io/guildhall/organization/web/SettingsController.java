package io.guildhall.organization.web;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.organization.NightState;
import io.guildhall.organization.NightWatch;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationRefused;
import io.guildhall.organization.OrganizationService;
import io.guildhall.organization.OrganizationSettings;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.NavigationEntry;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** The settings of an organization. */
@Controller
@RequestMapping("/o/{organization}/settings")
@PreAuthorize("hasAuthority('ORGANIZATION_SETTINGS')")
@RequiredArgsConstructor
class SettingsController {

	private final OrganizationService organizations;

	private final NightWatch watch;

	@Bean
	static NavigationEntry settingsNavigation() {
		return new NavigationEntry(NavigationEntry.Section.SETTINGS, 10, "organization.settings.title", "/settings",
				Permission.ORGANIZATION_SETTINGS);
	}

	@ModelAttribute("languages")
	List<String> languages() {
		return List.of("zh-CN", "en");
	}

	@ModelAttribute("zones")
	List<String> zones() {
		return ZoneId.getAvailableZoneIds()
			.stream()
			.filter(zone -> zone.contains("/") && !zone.startsWith("Etc/") && !zone.startsWith("SystemV/"))
			.sorted()
			.toList();
	}

	@ModelAttribute("night")
	NightState night() {
		return watch.state();
	}

	@GetMapping
	String show(Model model) {
		OrganizationDetails now = organizations.current();
		model.addAttribute("form", new SettingsForm(now.name(), now.zone(), now.language(), now.keepsText(),
				now.retentionMonths(), now.refundLimit().toMajor(), now.lifetimeMonths(), now.version()));
		return "organization/settings";
	}

	@PostMapping
	String change(@Valid @ModelAttribute("form") SettingsForm form, BindingResult errors, RedirectAttributes flash) {
		if (!errors.hasErrors()) {
			try {
				Money limit = Money.ofMajor(form.refundLimit(), organizations.current().currency());
				organizations.change(form.settings(limit), form.version());
				flash.addFlashAttribute("done", "organization.settings.saved");
				return "redirect:/o/{organization}/settings";
			}
			catch (ArithmeticException ex) {
				errors.rejectValue("refundLimit", "typeMismatch");
			}
			catch (OrganizationRefused refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return "organization/settings";
	}

	record SettingsForm(@NotBlank @Size(max = 80) String name, @NotNull ZoneId zone, @NotBlank String language,
			@Nullable Boolean keepsText, @NotNull @Min(0) @Max(1200) Integer retentionMonths,
			@NotNull @PositiveOrZero @Digits(integer = 12, fraction = 3) BigDecimal refundLimit,
			@NotNull @Min(1) @Max(600) Integer lifetimeMonths, @Nullable Long version) {

		OrganizationSettings settings(Money limit) {
			return new OrganizationSettings(name, zone, language, Boolean.TRUE.equals(keepsText), retentionMonths,
					limit, lifetimeMonths);
		}

	}

}
