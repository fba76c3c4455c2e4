package io.guildhall.benefit.web;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

import io.guildhall.benefit.BenefitUse;
import io.guildhall.benefit.BenefitUseId;
import io.guildhall.benefit.BenefitUses;
import io.guildhall.benefit.Bookings;
import io.guildhall.benefit.MemberBenefits;
import io.guildhall.benefit.MemberCodes;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberListing;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.membership.MembershipId;
import io.guildhall.order.CourseResults;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.shared.web.QrPicture;
import lombok.RequiredArgsConstructor;

/** The counter: who stands there, what they may use, and that they did. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class CheckOffController {

	/** Behind it stands the code: the picture leads here, whatever reads it. */
	static final String PATH = "/check-off";

	private static final MediaType SVG = MediaType.valueOf("image/svg+xml");

	private static final int FEW = 10;

	private final BenefitUses uses;

	private final MemberBenefits benefits;

	private final Bookings bookings;

	private final CourseResults courses;

	private final MemberCodes codes;

	private final MemberListing listing;

	private final MemberService members;

	@Bean
	static NavigationEntry checkOffNavigation() {
		return new NavigationEntry(NavigationEntry.Section.MEMBERSHIPS, 5, "benefit.check-off", PATH,
				Permission.MEMBERSHIP_SELL);
	}

	@GetMapping(PATH)
	String show(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String code,
			@RequestParam(required = false) @Nullable MemberId member, Model model) {
		String typed = code.isBlank() ? q.strip() : code.strip();
		MemberSummary found = null;
		if (member != null) {
			found = members.require(member);
		}
		else if (!typed.isEmpty()) {
			Optional<MemberSummary> known = codes.behind(typed);
			List<MemberSummary> people = known.isPresent() ? List.of() : listing.search(typed, FEW);
			found = known.orElse((people.size() == 1) ? people.get(0) : null);
			model.addAttribute("people", people);
		}
		model.addAttribute("q", typed);
		model.addAttribute("member", found);
		if (found != null) {
			model.addAttribute("memberships", benefits.of(found.id()));
			model.addAttribute("bought", benefits.bought(found.id()).stream().filter(one -> !one.isOver()).toList());
			model.addAttribute("courses", courses.open(found.id()));
			model.addAttribute("booked", bookings.today(found.id()));
			model.addAttribute("uses", uses.list(found.id(), null, null).items().stream().limit(FEW).toList());
			model.addAttribute("key", Ids.next());
		}
		return "benefit/check-off";
	}

	@PostMapping(PATH)
	String use(@RequestParam MemberId member, @RequestParam(defaultValue = "") String benefit,
			@RequestParam(required = false) @Nullable MembershipId membership,
			@RequestParam(required = false) @Nullable UUID line, @RequestParam String key, RedirectAttributes flash) {
		BenefitUse use = (line != null) ? uses.useBought(line, null, key) : uses.use(member, benefit, membership, key);
		flash.addFlashAttribute("done", "benefit.done.used");
		flash.addFlashAttribute("doneArgs", List.of(use.benefit()));
		return back(member);
	}

	/** A course, a camp or a consultation is over for them, as a whole. */
	@PostMapping(PATH + "/finished")
	String finish(@RequestParam MemberId member, @RequestParam UUID line,
			@RequestParam(required = false) @Nullable Boolean restLapses, RedirectAttributes flash) {
		int finished = courses.finish(List.of(line), null, null, Boolean.TRUE.equals(restLapses));
		flash.addFlashAttribute("doneArgs", List.of(finished));
		flash.addFlashAttribute("done", "order.done.finished");
		return back(member);
	}

	@PostMapping("/benefit-uses/{id}/undo")
	String undo(@PathVariable BenefitUseId id, @RequestParam(defaultValue = "") String reason,
			RedirectAttributes flash) {
		BenefitUse use = uses.undo(id, reason);
		flash.addFlashAttribute("done", "benefit.done.undone");
		flash.addFlashAttribute("doneArgs", List.of(use.benefit()));
		return back(use.member());
	}

	@PostMapping("/members/{member}/benefit-code")
	String code(@PathVariable MemberId member) {
		codes.make(member);
		return "redirect:/o/{organization}/members/{member}";
	}

	@GetMapping("/members/{member}/benefit-code.svg")
	ResponseEntity<String> picture(@PathVariable MemberId member, @PathVariable String organization) {
		return codes.of(member)
			.map(code -> ResponseEntity.ok().contentType(SVG).body(picture(organization, code)))
			.orElse(ResponseEntity.notFound().build());
	}

	/** A telephone opens the counter by it, and a scanner types it there. */
	static String picture(String slug, String code) {
		return new QrPicture(ServletUriComponentsBuilder.fromCurrentContextPath()
			.path("/o/" + slug + PATH)
			.queryParam("code", code)
			.toUriString()).svg();
	}

	private static String back(MemberId member) {
		return "redirect:/o/{organization}" + PATH + "?member=" + member;
	}

}
