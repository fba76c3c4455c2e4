package io.guildhall.staff.web;

import java.util.Locale;
import java.util.UUID;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.shared.DomainException;
import io.guildhall.staff.AccountService;
import io.guildhall.staff.EntranceService;
import io.guildhall.staff.StaffPrincipal;
import jakarta.validation.Valid;
import lombok.RequiredArgsConstructor;

/** Where one comes in, and the organizations one may go to. */
@Controller
@RequiredArgsConstructor
class HomeController {

	private final AccountService accounts;

	private final EntranceService entrances;

	@GetMapping("/")
	String home() {
		UUID account = Logins.account();
		if (account == null) {
			return "redirect:/login";
		}
		String slug = accounts.home(account);
		return (slug != null) ? "redirect:/o/" + slug : "redirect:/organizations";
	}

	@GetMapping("/organizations")
	String list(@AuthenticationPrincipal StaffPrincipal me, Model model, Locale locale) {
		model.addAttribute("form", OrganizationForm.empty(locale));
		model.addAttribute("failed", false);
		return page(me, model);
	}

	@PostMapping("/organizations")
	String found(@AuthenticationPrincipal StaffPrincipal me, @Valid @ModelAttribute("form") OrganizationForm form,
			BindingResult errors, Model model, Locale locale, RedirectAttributes flash) {
		if (!errors.hasErrors() && !form.isOfThisWorld()) {
			errors.reject("staff.zone-or-currency");
		}
		if (!errors.hasErrors()) {
			try {
				String slug = accounts.found(me.accountId(), form.founded(OrganizationForm.language(locale))).slug();
				flash.addFlashAttribute("done", "staff.founded");
				return "redirect:/o/" + slug;
			}
			catch (DomainException refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		model.addAttribute("failed", true);
		return page(me, model);
	}

	private String page(StaffPrincipal me, Model model) {
		OrganizationForm.choices(model);
		model.addAttribute("entrances", entrances.all(me.accountId()));
		model.addAttribute("open", accounts.signUpIsOpen());
		return "staff/organizations";
	}

}
