package io.guildhall.claim.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
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

import io.guildhall.audit.AuditSubject;
import io.guildhall.claim.ClaimLink;
import io.guildhall.claim.ClaimLinkId;
import io.guildhall.claim.ClaimLinks;
import io.guildhall.claim.NewClaimLink;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.link.LinkKind;
import io.guildhall.member.Audiences;
import io.guildhall.member.MemberField;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberListing;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.onboarding.ChannelLinks;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Download;
import io.guildhall.shared.web.PagePart;
import io.guildhall.shared.web.QrPicture;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/** The links of a batch of coupons, beside it, and the page of each. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class ClaimLinkController {

	private static final String SHOW = "redirect:/o/{organization}/claim-links/";

	/** As many members are offered at once. */
	private static final int FEW = 10;

	private final ClaimLinks links;

	private final ChannelLinks addresses;

	private final CommunityService communities;

	private final MemberListing listing;

	private final MemberService members;

	private final Audiences audiences;

	@Bean
	static PagePart claimLinksOfBatch() {
		return new PagePart(PagePart.Page.COUPON_BATCH, 10, "claim.links", "/coupons/{id}/claim-links",
				Permission.SALES_READ);
	}

	@Bean
	static AuditSubject claimLinkHistory(ClaimLinks service) {
		return new AuditSubject(ClaimLinks.OBJECT, id -> service.get(new ClaimLinkId(id)));
	}

	@GetMapping("/coupons/{batch}/claim-links")
	String ofBatch(@PathVariable BatchId batch, Model model) {
		List<ClaimLink> all = links.of(batch);
		model.addAttribute("batch", batch);
		model.addAttribute("links", all);
		Map<String, String> urls = new HashMap<>();
		all.stream()
			.filter(link -> link.kind() == LinkKind.GROUP)
			.forEach(link -> urls.put(link.id().toString(), to(TakeController.GROUP + link.code())));
		model.addAttribute("urls", urls);
		model.addAttribute("groups", communities.groups());
		return "claim/parts :: batch";
	}

	@PostMapping("/coupons/{batch}/claim-links")
	String create(@PathVariable BatchId batch, @RequestParam(required = false) @Nullable GroupId group,
			@RequestParam(required = false) @Nullable String title, RedirectAttributes flash) {
		LinkKind kind = (group != null) ? LinkKind.GROUP : LinkKind.PERSONAL;
		ClaimLink link = links.create(new NewClaimLink(batch, kind, group, title));
		flash.addFlashAttribute("done", "claim.done.created");
		return SHOW + link.id();
	}

	@GetMapping("/claim-links/{id}")
	String show(@PathVariable ClaimLinkId id, @RequestParam(defaultValue = "") String q,
			@RequestParam(required = false) @Nullable String after, Model model) {
		ClaimLink link = links.get(id);
		Slice<CouponSummary> claims = links.claims(id, after);
		model.addAttribute("link", link);
		model.addAttribute("claims", claims);
		Map<String, String> names = members.names(claims.items().stream().map(CouponSummary::member).toList());
		model.addAttribute("names", names);
		model.addAttribute("q", q);
		if (link.kind() == LinkKind.GROUP) {
			model.addAttribute("url", url(id));
		}
		else if (link.open() && OnBehalf.may(Permission.COUPON_ISSUE) && OnBehalf.may(Permission.MEMBER_READ)) {
			model.addAttribute("people",
					listing.search(q, FEW).stream().map(member -> new Person(member, url(id, member.id()))).toList());
			model.addAttribute("fields", audiences.fields().stream().filter(MemberField::inLists).toList());
		}
		return "claim/show";
	}

	/**
	 * The links of those who are ticked, or of all whom the fields mean, for whatever
	 * sends them.
	 */
	@GetMapping("/claim-links/{id}/links.csv")
	void links(@PathVariable ClaimLinkId id, @RequestParam Map<String, String> parameters,
			@RequestParam(defaultValue = "false") boolean ticked,
			@RequestParam(name = "chosen", required = false) @Nullable List<MemberId> chosen,
			HttpServletResponse response) {
		MemberFilter filter = ticked ? MemberFilter.of((chosen != null) ? chosen : List.of())
				: audiences.filter(parameters);
		links.sheet(id, filter, token -> to(TakeController.PERSONAL + token),
				new Download(response, "text/csv;charset=UTF-8", "links.csv"));
	}

	/** A member, and the link that is theirs. */
	record Person(MemberSummary member, String url) {
	}

	@PostMapping("/claim-links/{id}/close")
	String close(@PathVariable ClaimLinkId id, RedirectAttributes flash) {
		links.close(id);
		flash.addFlashAttribute("done", "claim.done.closed");
		return SHOW + id;
	}

	@GetMapping("/claim-links/{id}/code.svg")
	ResponseEntity<String> svg(@PathVariable ClaimLinkId id) {
		return new QrPicture(url(id)).svgAnswer();
	}

	@GetMapping("/claim-links/{id}/code.png")
	ResponseEntity<byte[]> png(@PathVariable ClaimLinkId id) {
		return new QrPicture(url(id)).pngAnswer();
	}

	@GetMapping("/claim-links/{id}/members/{member}/code.svg")
	ResponseEntity<String> svg(@PathVariable ClaimLinkId id, @PathVariable MemberId member) {
		return new QrPicture(url(id, member)).svgAnswer();
	}

	@GetMapping("/claim-links/{id}/members/{member}/code.png")
	ResponseEntity<byte[]> png(@PathVariable ClaimLinkId id, @PathVariable MemberId member) {
		return new QrPicture(url(id, member)).pngAnswer();
	}

	private String url(ClaimLinkId group) {
		return to(TakeController.GROUP + links.code(group));
	}

	private String url(ClaimLinkId personal, MemberId member) {
		return to(TakeController.PERSONAL + links.token(personal, member));
	}

	private String to(String path) {
		return addresses.to(path, ServletUriComponentsBuilder.fromCurrentContextPath().toUriString());
	}

}
