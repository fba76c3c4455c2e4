package io.guildhall.membership.web;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.audit.AuditSubject;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.membership.EarlyBirdService;
import io.guildhall.membership.MembershipChanges;
import io.guildhall.membership.MembershipId;
import io.guildhall.membership.MembershipListing;
import io.guildhall.membership.MembershipPauses;
import io.guildhall.membership.MembershipService;
import io.guildhall.membership.MembershipState;
import io.guildhall.membership.MembershipSummary;
import io.guildhall.membership.MembershipTable;
import io.guildhall.membership.PlanService;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Download;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.shared.web.PagePart;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/** The pages of memberships, and what other pages show of them. */
@Controller
@RequestMapping("/o/{organization}/memberships")
@RequiredArgsConstructor
class MembershipController {

	private static final int SOON_DAYS = 7;

	private static final int FEW = 10;

	private final MembershipService memberships;

	private final MembershipListing listing;

	private final MembershipTable table;

	private final PlanService plans;

	private final EarlyBirdService earlyBirds;

	private final MembershipPauses pauses;

	private final MembershipChanges changes;

	private final OrganizationService organizations;

	private final MemberService members;

	private final MembershipSearch search;

	@Bean
	static AuditSubject membershipHistory(MembershipService service) {
		return new AuditSubject("membership", id -> service.get(new MembershipId(id)));
	}

	@Bean
	static NavigationEntry membershipsNavigation() {
		return new NavigationEntry(NavigationEntry.Section.MEMBERSHIPS, 10, "membership.title", "/memberships",
				Permission.SALES_READ);
	}

	@Bean
	static PagePart membershipsOfMember() {
		return new PagePart(PagePart.Page.MEMBER, 50, "membership.title", "/memberships/of/{id}",
				Permission.SALES_READ);
	}

	@Bean
	static PagePart membershipsToday() {
		return new PagePart(PagePart.Page.TODAY, 50, "membership.today", "/memberships/today", Permission.SALES_READ);
	}

	@GetMapping
	String list(@RequestParam(required = false) @Nullable MembershipState state,
			@RequestParam(defaultValue = "false") boolean due, @RequestParam(required = false) @Nullable UUID plan,
			@RequestParam(defaultValue = "") String q, @RequestParam(required = false) @Nullable String after,
			Model model) {
		Slice<MembershipSummary> slice = listing.list(search.filter(state, due, plan, q), after);
		model.addAttribute("q", q);
		model.addAttribute("plan", plan);
		model.addAttribute("plans", plans.list());
		model.addAttribute("memberships", slice);
		model.addAttribute("members", names(slice.items().stream().map(MembershipSummary::member).toList()));
		model.addAttribute("state", state);
		model.addAttribute("due", due);
		model.addAttribute("changes",
				due ? changes.atEnd(slice.items().stream().map(MembershipSummary::id).toList()) : Map.of());
		model.addAttribute("states", List.of(MembershipState.ACTIVE, MembershipState.GRACE, MembershipState.PAUSED,
				MembershipState.EXPIRED, MembershipState.CANCELLED, MembershipState.REFUNDED));
		return "membership/list";
	}

	@GetMapping("/export")
	void export(@RequestParam(required = false) @Nullable MembershipState state,
			@RequestParam(defaultValue = "false") boolean due, @RequestParam(required = false) @Nullable UUID plan,
			@RequestParam(defaultValue = "") String q, HttpServletResponse response) {
		table.write(search.filter(state, due, plan, q),
				new Download(response, "text/csv;charset=UTF-8", "memberships.csv"));
	}

	@GetMapping("/{id}")
	String show(@PathVariable MembershipId id, Model model) {
		MembershipSummary membership = memberships.get(id);
		model.addAttribute("membership", membership);
		model.addAttribute("terms", memberships.terms(id));
		model.addAttribute("moves", memberships.moves(id));
		model.addAttribute("gifts", earlyBirds.seatsOf(id));
		model.addAttribute("pauses", pauses.of(id));
		model.addAttribute("pauseLeft", pauses.left(id));
		model.addAttribute("change", changes.pending(id).orElse(null));
		model.addAttribute("today", organizations.today());
		model.addAttribute("members", names(List.of(membership.member())));
		return "membership/show";
	}

	@PostMapping("/{id}/cancellation")
	String cancel(@PathVariable MembershipId id, RedirectAttributes flash) {
		MembershipSummary membership = memberships.cancelAtPeriodEnd(id);
		flash.addFlashAttribute("done", "membership.done.cancelled");
		flash.addFlashAttribute("doneArgs", List.of(String.valueOf(membership.lastDay())));
		return "redirect:/o/{organization}/memberships/{id}";
	}

	@PostMapping("/{id}/continuation")
	String goOn(@PathVariable MembershipId id, RedirectAttributes flash) {
		memberships.goOn(id);
		flash.addFlashAttribute("done", "membership.done.continued");
		return "redirect:/o/{organization}/memberships/{id}";
	}

	@GetMapping("/of/{member}")
	String ofMember(@PathVariable MemberId member, Model model) {
		model.addAttribute("member", member);
		model.addAttribute("memberships", memberships.of(member));
		model.addAttribute("plans", plans.sold());
		model.addAttribute("seats", earlyBirds.seatsOf(member));
		return "membership/parts :: member";
	}

	@GetMapping("/today")
	String today(Model model) {
		List<MembershipSummary> due = listing.due(SOON_DAYS, FEW);
		model.addAttribute("memberships", due);
		model.addAttribute("members", names(due.stream().map(MembershipSummary::member).toList()));
		return "membership/parts :: today";
	}

	private Map<String, String> names(Collection<MemberId> ids) {
		return members.names(ids);
	}

}
