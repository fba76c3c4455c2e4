package io.guildhall.sandbox.web;

import java.util.Locale;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

import io.guildhall.checkout.CheckoutRefused;
import io.guildhall.checkout.CodeBrake;
import io.guildhall.sandbox.SandboxAct;
import io.guildhall.sandbox.SandboxDoor;
import io.guildhall.shared.DomainException.Kind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/** The page of the made-up provider: who tries something out says what is to happen. */
@Controller
@RequestMapping("/p/sandbox/{code}")
@RequiredArgsConstructor
class SandboxController {

	private static final String VIEW = "sandbox/page";

	private final SandboxDoor door;

	private final CodeBrake brake;

	@GetMapping
	String show(@PathVariable String code, Model model, HttpServletRequest request, HttpServletResponse response) {
		response.setHeader("Cache-Control", "no-store");
		model.addAttribute("page", brake.through(request.getRemoteAddr(), code, () -> door.page(code)));
		model.addAttribute("acts", SandboxAct.values());
		model.addAttribute("mode", "page");
		return VIEW;
	}

	@PostMapping
	String act(@PathVariable String code, @RequestParam SandboxAct act, Model model, HttpServletRequest request,
			HttpServletResponse response) {
		try {
			brake.through(request.getRemoteAddr(), code, () -> door.act(code, act));
			return "redirect:/p/sandbox/{code}";
		}
		catch (CheckoutRefused refusal) {
			if (refusal.getKind() != Kind.CONFLICT) {
				throw refusal;
			}
			response.setStatus(HttpStatus.CONFLICT.value());
			model.addAttribute("problem", refusal.getCode());
			return show(code, model, request, response);
		}
	}

	/** Nobody is told whether there ever was such a code. */
	@ExceptionHandler
	ModelAndView unknown(CheckoutRefused refused, Locale locale) {
		ModelAndView answer = new ModelAndView(VIEW,
				(refused.getKind() == Kind.TOO_MANY) ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.NOT_FOUND);
		answer.addObject("mode", "unknown");
		answer.addObject("lang", locale.getLanguage().equals("zh") ? "zh-CN" : "en");
		return answer;
	}

}
