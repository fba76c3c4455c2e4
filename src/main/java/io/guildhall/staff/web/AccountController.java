package io.guildhall.staff.web;

import java.util.Locale;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.staff.AccountDetails;
import io.guildhall.staff.AccountService;
import io.guildhall.staff.SecondFactorService;
import io.guildhall.staff.Sessions;
import io.guildhall.staff.StaffPrincipal;
import io.guildhall.staff.StaffRefused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** One's own account. */
@Controller
@RequestMapping("/account")
@RequiredArgsConstructor
class AccountController {

	private final AccountService accounts;

	private final SecondFactorService secondFactors;

	private final Sessions sessions;

	private final LocaleResolver languages;

	@GetMapping
	String show(@AuthenticationPrincipal StaffPrincipal me, HttpServletRequest request, Model model) {
		AccountDetails account = accounts.get(me.accountId());
		model.addAttribute("form", new ProfileForm(account.name(), account.language()));
		return page(account, request, model);
	}

	@PostMapping
	String change(@AuthenticationPrincipal StaffPrincipal me, @Valid @ModelAttribute("form") ProfileForm form,
			BindingResult errors, Model model, HttpServletRequest request, HttpServletResponse response,
			RedirectAttributes flash) {
		if (!errors.hasErrors()) {
			try {
				accounts.change(me.accountId(), form.name(), form.language());
				languages.setLocale(request, response, Locale.forLanguageTag(form.language()));
				flash.addFlashAttribute("done", "staff.profile.changed");
				return "redirect:/account";
			}
			catch (StaffRefused refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return page(accounts.get(me.accountId()), request, model);
	}

	private String page(AccountDetails account, HttpServletRequest request, Model model) {
		model.addAttribute("account", account);
		model.addAttribute("sessions", sessions.list(account.id(), request.getSession().getId()));
		model.addAttribute("available", secondFactors.isAvailable());
		model.addAttribute("recoveryCodes", secondFactors.recoveryCodesLeft(account.id()));
		return "staff/account";
	}

	record ProfileForm(@NotBlank @Size(max = 80) String name, @NotBlank String language) {
	}

}
