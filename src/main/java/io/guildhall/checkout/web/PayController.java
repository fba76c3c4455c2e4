package io.guildhall.checkout.web;

import java.util.Locale;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

import io.guildhall.checkout.CheckoutRefused;
import io.guildhall.checkout.CheckoutService;
import io.guildhall.checkout.CodeBrake;
import io.guildhall.checkout.PayPage;
import io.guildhall.checkout.PaymentDoor;
import io.guildhall.shared.DomainException.Kind;
import io.guildhall.shared.web.QrPicture;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/** The page of who is to pay: for telephones, without a login, a session and scripts. */
@Controller
@RequiredArgsConstructor
class PayController {

	private static final String VIEW = "checkout/pay";

	private final PaymentDoor door;

	private final CodeBrake brake;

	@GetMapping(CheckoutService.PATH + "{code}")
	String show(@PathVariable String code, Model model, HttpServletRequest request, HttpServletResponse response) {
		response.setHeader("Cache-Control", "no-store");
		PayPage page = brake.through(request.getRemoteAddr(), code, () -> door.page(code));
		model.addAttribute("page", page);
		model.addAttribute("code", code);
		model.addAttribute("mode", (page.link() != null) ? "pay" : page.state().isOpen() ? "wait" : "end");
		return VIEW;
	}

	/** The provider's code as a picture; nothing where there is none to scan. */
	@GetMapping(CheckoutService.PATH + "{code}/code.svg")
	ResponseEntity<String> picture(@PathVariable String code, HttpServletRequest request) {
		PayPage page = brake.through(request.getRemoteAddr(), code, () -> door.page(code));
		String link = page.link();
		if (link == null || !page.scanned()) {
			return ResponseEntity.notFound().build();
		}
		return ResponseEntity.ok()
			.header("Cache-Control", "no-store")
			.contentType(MediaType.valueOf("image/svg+xml"))
			.body(new QrPicture(link).svg());
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
