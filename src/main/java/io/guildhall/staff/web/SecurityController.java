package io.guildhall.staff.web;

import java.nio.charset.StandardCharsets;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.shared.web.QrPicture;
import io.guildhall.staff.AccountService;
import io.guildhall.staff.SecondFactorService;
import io.guildhall.staff.Sessions;
import io.guildhall.staff.StaffPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import lombok.RequiredArgsConstructor;

/** What guards one's own account: password, second factor, sessions. */
@Controller
@RequestMapping("/account")
@RequiredArgsConstructor
class SecurityController {

	private static final String ACCOUNT = "redirect:/account";

	private final AccountService accounts;

	private final SecondFactorService secondFactors;

	private final Sessions sessions;

	@PostMapping("/password")
	String changePassword(@AuthenticationPrincipal StaffPrincipal me, @RequestParam String before,
			@RequestParam String password, HttpServletRequest request, RedirectAttributes flash) {
		accounts.changePassword(me.accountId(), before, password, request.getSession().getId());
		flash.addFlashAttribute("done", "staff.password.changed");
		return ACCOUNT;
	}

	@PostMapping("/sessions/{handle}/end")
	String endSession(@AuthenticationPrincipal StaffPrincipal me, @PathVariable String handle,
			RedirectAttributes flash) {
		sessions.end(me.accountId(), handle);
		flash.addFlashAttribute("done", "staff.session.ended");
		return ACCOUNT;
	}

	@PostMapping("/sessions/end-others")
	String endOthers(@AuthenticationPrincipal StaffPrincipal me, HttpServletRequest request, RedirectAttributes flash) {
		sessions.endAll(me.accountId(), request.getSession().getId());
		flash.addFlashAttribute("done", "staff.session.ended");
		return ACCOUNT;
	}

	@GetMapping("/second-factor")
	String prepare(@AuthenticationPrincipal StaffPrincipal me, Model model) {
		if (accounts.get(me.accountId()).secondFactor()) {
			return ACCOUNT;
		}
		model.addAttribute("enrolment", secondFactors.prepare(me.accountId()));
		return "staff/second-factor";
	}

	/** The secret as a picture; drawn here, so that it never leaves the house. */
	@GetMapping("/second-factor/code.svg")
	ResponseEntity<byte[]> picture(@AuthenticationPrincipal StaffPrincipal me) {
		String uri = secondFactors.prepare(me.accountId()).uri();
		return ResponseEntity.ok()
			.contentType(MediaType.valueOf("image/svg+xml"))
			.body(new QrPicture(uri).svg().getBytes(StandardCharsets.UTF_8));
	}

	/** Answers with the page itself: the recovery codes are shown this once. */
	@PostMapping("/second-factor")
	String confirm(@AuthenticationPrincipal StaffPrincipal me, @RequestParam String code, Model model) {
		model.addAttribute("codes", secondFactors.confirm(me.accountId(), code));
		return "staff/second-factor";
	}

	@PostMapping("/second-factor/drop")
	String drop(@AuthenticationPrincipal StaffPrincipal me, @RequestParam String code, RedirectAttributes flash) {
		secondFactors.drop(me.accountId(), code);
		flash.addFlashAttribute("done", "staff.second-factor.dropped");
		return ACCOUNT;
	}

}
