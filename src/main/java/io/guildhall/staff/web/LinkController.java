package io.guildhall.staff.web;

import java.util.Locale;
import java.util.UUID;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.staff.AccountDetails;
import io.guildhall.staff.AccountService;
import io.guildhall.staff.LinkService;
import io.guildhall.staff.LinkService.Purpose;
import io.guildhall.staff.StaffRefused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** What one does with a one-time link: take up an invitation, take a new password. */
@Controller
@RequiredArgsConstructor
class LinkController {

	private final LinkService links;

	private final AccountService accounts;

	private final Logins logins;

	/** Looking uses nothing up: previews of letters follow links, too. */
	@GetMapping("/links/{secret}")
	String show(@PathVariable String secret, Model model) {
		model.addAttribute("form", new JoinForm("", ""));
		return page(secret, model);
	}

	@PostMapping("/links/{secret}/join")
	String join(@PathVariable String secret, @Valid @ModelAttribute("form") JoinForm form, BindingResult errors,
			Model model, Locale locale, HttpServletRequest request, HttpServletResponse response,
			RedirectAttributes flash) {
		if (!errors.hasErrors()) {
			try {
				String slug = links.slug(secret);
				AccountDetails account = links.join(secret, form.name(), form.password(),
						OrganizationForm.language(locale), request.getRemoteAddr());
				logins.begin(account, request, response);
				flash.addFlashAttribute("done", "staff.joined");
				return "redirect:/o/" + slug;
			}
			catch (StaffRefused refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return page(secret, model);
	}

	@PostMapping("/links/{secret}/accept")
	String accept(@PathVariable String secret, HttpServletRequest request, RedirectAttributes flash) {
		UUID me = Logins.account();
		if (me == null) {
			return "redirect:/login";
		}
		String slug = links.slug(secret);
		links.join(secret, me, request.getRemoteAddr());
		flash.addFlashAttribute("done", "staff.joined");
		return "redirect:/o/" + slug;
	}

	@PostMapping("/links/{secret}/password")
	String password(@PathVariable String secret, @Valid @ModelAttribute("form") PasswordForm form, BindingResult errors,
			Model model, RedirectAttributes flash) {
		if (!errors.hasErrors()) {
			try {
				links.resetPassword(secret, form.password());
				flash.addFlashAttribute("done", "staff.password.changed");
				return "redirect:/login";
			}
			catch (StaffRefused refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return page(secret, model);
	}

	@GetMapping("/password/forgot")
	String forgotForm(@ModelAttribute(name = "form", binding = false) ForgotForm form, Model model) {
		model.addAttribute("mails", links.mailsPasswordLinks());
		return "staff/forgot";
	}

	@PostMapping("/password/forgot")
	String forgot(@Valid @ModelAttribute("form") ForgotForm form, BindingResult errors, Model model,
			HttpServletRequest request) {
		model.addAttribute("mails", links.mailsPasswordLinks());
		if (!errors.hasErrors()) {
			try {
				links.forgotPassword(form.email(), request.getRemoteAddr());
				model.addAttribute("done", "staff.forgot.sent");
			}
			catch (StaffRefused refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return "staff/forgot";
	}

	private String page(String secret, Model model) {
		Purpose purpose = links.look(secret);
		UUID me = Logins.account();
		model.addAttribute("purpose", purpose);
		model.addAttribute("secret", secret);
		model.addAttribute("mine", me != null && accounts.get(me).email().equals(purpose.email()));
		return "staff/link";
	}

	record JoinForm(@NotBlank @Size(max = 80) String name, @NotBlank @Size(max = 200) String password) {

		/** Without the password. */
		@Override
		public String toString() {
			return "JoinForm[]";
		}

	}

	record PasswordForm(@NotBlank @Size(max = 200) String password) {

		/** Without the password. */
		@Override
		public String toString() {
			return "PasswordForm[]";
		}

	}

	record ForgotForm(@NotBlank @Size(max = 254) String email) {
	}

}
