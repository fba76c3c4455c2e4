package io.guildhall.staff.web;

import java.util.UUID;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

import io.guildhall.shared.DomainException;
import io.guildhall.staff.AccountDetails;
import io.guildhall.staff.AccountService;
import io.guildhall.staff.LinkService;
import io.guildhall.staff.LoginService;
import io.guildhall.staff.SecondFactorService;
import io.guildhall.staff.StaffRefused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** Logging in. */
@Controller
@RequestMapping("/login")
@RequiredArgsConstructor
class LoginController {

	private final LoginService service;

	private final SecondFactorService secondFactors;

	private final AccountService accounts;

	private final LinkService links;

	private final Logins logins;

	@GetMapping
	String form(@ModelAttribute(name = "form", binding = false) LoginForm form, Model model) {
		return (Logins.account() != null) ? "redirect:/" : page(model);
	}

	@PostMapping
	String login(@Valid @ModelAttribute("form") LoginForm form, BindingResult errors, Model model,
			HttpServletRequest request, HttpServletResponse response) {
		if (!errors.hasErrors()) {
			try {
				AccountDetails account = service.login(form.email(), form.password(), request.getRemoteAddr());
				if (account.secondFactor()) {
					logins.waitForCode(account, request);
					return "redirect:/login/code";
				}
				return "redirect:" + logins.begin(account, request, response);
			}
			catch (StaffRefused refusal) {
				refuse(refusal, errors, response);
			}
		}
		return page(model);
	}

	@GetMapping("/code")
	String codeForm(@ModelAttribute(name = "form", binding = false) CodeForm form, HttpServletRequest request) {
		return (logins.waiting(request) != null) ? "staff/code" : "redirect:/login?again";
	}

	@PostMapping("/code")
	String code(@Valid @ModelAttribute("form") CodeForm form, BindingResult errors, HttpServletRequest request,
			HttpServletResponse response) {
		UUID account = logins.waiting(request);
		if (account == null) {
			return "redirect:/login?again";
		}
		if (!errors.hasErrors()) {
			try {
				return "redirect:" + logins.begin(secondFactors.check(account, form.code()), request, response);
			}
			catch (StaffRefused refusal) {
				refuse(refusal, errors, response);
			}
			catch (ObjectOptimisticLockingFailureException usedAtOnce) {
				errors.reject("staff.code-refused");
			}
		}
		return "staff/code";
	}

	/** Who tries too often is told when to try again, programs too. */
	private static void refuse(StaffRefused refusal, BindingResult errors, HttpServletResponse response) {
		errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
		if (refusal.getKind() == DomainException.Kind.TOO_MANY && refusal.getArgs()[0] instanceof Long minutes) {
			response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
			response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(minutes * 60));
		}
	}

	private String page(Model model) {
		model.addAttribute("signUp", accounts.signUpIsOpen());
		model.addAttribute("mails", links.mailsPasswordLinks());
		return "staff/login";
	}

	record LoginForm(@NotBlank @Size(max = 254) String email, @NotBlank @Size(max = 200) String password) {

		/** Without the password and the address. */
		@Override
		public String toString() {
			return "LoginForm[]";
		}

	}

	record CodeForm(@NotBlank @Size(max = 40) String code) {
	}

}
