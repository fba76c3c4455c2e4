package io.guildhall.storefront.web;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

import io.guildhall.onboarding.ChannelLinks;
import io.guildhall.storefront.OrderDoor;
import jakarta.servlet.http.HttpServletRequest;
import lombok.RequiredArgsConstructor;

/** The public page of a single order: how it stands, and what is to be done next. */
@Controller
@RequestMapping("/p/o/{token}")
@RequiredArgsConstructor
class OrderStatusController extends PublicPages {

	/** Before the token of an order. */
	static final String PATH = "/p/o/";

	private static final String SELF = "redirect:/p/o/{token}";

	private final OrderDoor door;

	private final ChannelLinks links;

	@GetMapping
	String show(@PathVariable String token, @RequestParam(defaultValue = "") String said, Model model,
			HttpServletRequest request) {
		model.addAttribute("order", door.view(token, request.getRemoteAddr()));
		model.addAttribute("path", PATH + token);
		model.addAttribute("said", said);
		return "storefront/order";
	}

	/** On to the page where it is paid. */
	@PostMapping("/pay")
	String pay(@PathVariable String token, HttpServletRequest request) {
		String site = links.to("", ServletUriComponentsBuilder.fromCurrentContextPath().toUriString());
		String link = door.pay(token, site, request.getRemoteAddr());
		return (link != null) ? "redirect:" + link : SELF + "?said=not-now";
	}

	/** Only for who was asked: whoever was not, is. */
	@PostMapping("/cancel")
	String cancel(@PathVariable String token, @RequestParam(defaultValue = "false") boolean sure,
			HttpServletRequest request) {
		if (!sure) {
			return SELF + "?said=sure";
		}
		return SELF + (door.cancel(token, request.getRemoteAddr()) ? "?said=cancelled" : "?said=too-late");
	}

}
