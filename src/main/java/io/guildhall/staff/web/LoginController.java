package io.guildhall.staff.web;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

import io.guildhall.staff.AccountDetails;
import io.guildhall.staff.AccountService;
import io.guildhall.staff.LoginService;
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

	private final AccountService accounts;

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
				return "redirect:" + logins.begin(account, request, response);
			}
			catch (StaffRefused refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return page(model);
	}

	private String page(Model model) {
		model.addAttribute("signUp", accounts.signUpIsOpen());
		return "staff/login";
	}

	record LoginForm(@NotBlank @Size(max = 254) String email, @NotBlank @Size(max = 200) String password) {
	}

}
