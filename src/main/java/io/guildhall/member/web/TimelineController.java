package io.guildhall.member.web;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberTimeline;
import io.guildhall.shared.Slice;
import lombok.RequiredArgsConstructor;

/**
 * What happened to a member: a section of their page, and a page whose URL can be shared.
 */
@Controller
@RequestMapping("/o/{organization}/members/{id}/timeline")
@RequiredArgsConstructor
class TimelineController {

	private final MemberTimeline timeline;

	private final MemberService members;

	@GetMapping
	String show(@PathVariable MemberId id, @RequestParam(required = false) @Nullable String kind,
			@RequestParam(required = false) @Nullable String after,
			@RequestHeader(name = "HX-Request", required = false) @Nullable String htmx, Model model) {
		String only = (kind != null && !kind.isEmpty()) ? kind : null;
		model.addAttribute("member", members.require(id));
		model.addAttribute("kinds", timeline.kinds());
		model.addAttribute("kind", only);
		model.addAttribute("entries", timeline.of(id, only, after, Slice.PAGE));
		return (htmx != null) ? "member/timeline :: part" : "member/timeline";
	}

}
