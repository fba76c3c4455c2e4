package io.guildhall.staff.web;

import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.shared.DomainException;
import io.guildhall.staff.AccountService;
import io.guildhall.staff.AccountService.Founded;
import io.guildhall.staff.NewFounder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** Founding an organization as somebody new. */
@Controller
@RequestMapping("/signup")
@RequiredArgsConstructor
class SignUpController {

	private final AccountService accounts;

	private final Logins logins;

	@GetMapping
	String form(@RequestParam(required = false) @Nullable String invitation, Model model, Locale locale) {
		OrganizationForm empty = OrganizationForm.empty(locale);
		model.addAttribute("form", new SignUpForm("", "", "", "", "", empty.zone(), empty.currency(), invitation));
		return page(invitation, model);
	}

	@PostMapping
	String signUp(@Valid @ModelAttribute("form") SignUpForm form, BindingResult errors, Model model, Locale locale,
			HttpServletRequest request, HttpServletResponse response, RedirectAttributes flash) {
		if (!errors.hasErrors() && !form.founded().isOfThisWorld()) {
			errors.reject("staff.zone-or-currency");
		}
		if (!errors.hasErrors()) {
			try {
				String language = OrganizationForm.language(locale);
				Founded founded = accounts.signUp(new NewFounder(form.name(), form.email(), form.password(), language,
						form.founded().founded(language)), form.invitation());
				logins.begin(accounts.get(founded.accountId()), request, response);
				flash.addFlashAttribute("done", "staff.signed-up");
				return "redirect:/o/" + founded.slug();
			}
			catch (DomainException refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return page(form.invitation(), model);
	}

	private String page(@Nullable String invitation, Model model) {
		OrganizationForm.choices(model);
		model.addAttribute("open", accounts.maySignUp(invitation));
		return "staff/signup";
	}

	record SignUpForm(@NotBlank @Size(max = 80) String name, @NotBlank @Size(max = 254) String email,
			@NotBlank @Size(max = 200) String password, @NotBlank @Size(max = 80) String organization,
			@Nullable @Pattern(regexp = "|[a-z0-9][a-z0-9-]{1,38}[a-z0-9]") String slug, @NotBlank String zone,
			@NotBlank String currency, @Nullable String invitation) {

		OrganizationForm founded() {
			return new OrganizationForm(organization, slug, zone, currency);
		}

		/** Without the password and the address. */
		@Override
		public String toString() {
			return "SignUpForm[" + organization + "]";
		}

	}

}
