package io.guildhall.member.web;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

import io.guildhall.member.ContactChannel;
import io.guildhall.member.OwnPages;
import io.guildhall.shared.web.SecretPages;
import jakarta.servlet.http.HttpServletRequest;
import lombok.RequiredArgsConstructor;

/**
 * The page of a member's own, on a phone mostly. It keeps no session: what there is to
 * say stands in the page, or in its address.
 */
@Controller
@RequestMapping("/p/me/{slug}/{token}")
@RequiredArgsConstructor
class OwnPageController extends SecretPages {

	private final OwnPages pages;

	@GetMapping
	String page(@PathVariable String slug, @PathVariable String token,
			@RequestParam(required = false) @Nullable String said,
			@RequestParam(required = false) @Nullable String invites, Model model, HttpServletRequest request) {
		String here = ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
		model.addAttribute("page", pages.page(slug, token, here, invites, request.getRemoteAddr()));
		model.addAttribute("path", "/p/me/" + slug + "/" + token);
		model.addAttribute("channels", ContactChannel.values());
		model.addAttribute("said", "done".equals(said));
		return "member/own";
	}

	@PostMapping
	String say(@PathVariable String slug, @PathVariable String token,
			@RequestParam(required = false) @Nullable Set<ContactChannel> agreed,
			@RequestParam(defaultValue = "false") boolean alone, HttpServletRequest request) {
		pages.say(slug, token, (agreed != null) ? agreed : Set.of(), alone, request.getRemoteAddr());
		return "redirect:/p/me/{slug}/{token}?said=done";
	}

}
