package io.guildhall.coupon.web;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

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
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponConditions;
import io.guildhall.coupon.CouponDebt;
import io.guildhall.coupon.CouponDebts;
import io.guildhall.coupon.CouponId;
import io.guildhall.coupon.CouponIssuing;
import io.guildhall.coupon.CouponService;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.PagePart;
import lombok.RequiredArgsConstructor;

/** The page of one coupon, and what other pages show of coupons. */
@Controller
@RequestMapping("/o/{organization}/coupons")
@RequiredArgsConstructor
class CouponController {

	private static final Duration SOON = Duration.ofDays(3);

	private static final int FEW = 10;

	private final CouponService coupons;

	private final CouponBatches batches;

	private final CouponIssuing issuing;

	private final CouponDebts debts;

	private final CouponNames names;

	private final Clock clock;

	@Bean
	static AuditSubject couponHistory(CouponService service) {
		return new AuditSubject("coupon", id -> service.get(new CouponId(id)));
	}

	@Bean
	static PagePart couponsOfMember() {
		return new PagePart(PagePart.Page.MEMBER, 40, "coupon.title", "/coupons/of/{id}", Permission.SALES_READ);
	}

	@Bean
	static PagePart couponsFound() {
		return new PagePart(PagePart.Page.SEARCH, 40, "coupon.title", "/coupons/search", Permission.SALES_READ);
	}

	@Bean
	static PagePart couponsToday() {
		return new PagePart(PagePart.Page.TODAY, 40, "coupon.today", "/coupons/today", Permission.SALES_READ);
	}

	@GetMapping("/codes/{id}")
	String show(@PathVariable CouponId id, Model model) {
		CouponSummary coupon = coupons.get(id);
		model.addAttribute("coupon", coupon);
		CouponConditions conditions = coupons.conditions(id);
		model.addAttribute("moves", coupons.moves(id));
		model.addAttribute("conditions", conditions);
		model.addAttribute("products", names.products(conditions));
		model.addAttribute("debt", debts.of(id).orElse(null));
		model.addAttribute("members", names.of(List.of(coupon.member())));
		return "coupon/coupon";
	}

	@PostMapping("/codes/{id}/revocation")
	String revoke(@PathVariable CouponId id, @RequestParam String reason, RedirectAttributes flash) {
		CouponSummary coupon = issuing.revoke(id, reason);
		flash.addFlashAttribute("done", "coupon.done.revoked");
		flash.addFlashAttribute("doneArgs", List.of(coupon.code()));
		return "redirect:/o/{organization}/coupons/codes/{id}";
	}

	@PostMapping("/codes/{id}/extension")
	String extend(@PathVariable CouponId id, @RequestParam LocalDate lastDay, @RequestParam String reason,
			RedirectAttributes flash) {
		CouponSummary coupon = issuing.extend(id, lastDay, reason);
		flash.addFlashAttribute("done", "coupon.done.extended");
		flash.addFlashAttribute("doneArgs", List.of(coupon.code()));
		return "redirect:/o/{organization}/coupons/codes/{id}";
	}

	@PostMapping("/codes/{id}/debt")
	String endDebt(@PathVariable CouponId id, @RequestParam boolean received, @RequestParam String note,
			RedirectAttributes flash) {
		debts.end(id, received, note);
		flash.addFlashAttribute("done", received ? "coupon.done.debt-received" : "coupon.done.debt-waived");
		return "redirect:/o/{organization}/coupons/codes/{id}";
	}

	@PostMapping("/codes/{id}/debt/return")
	String returned(@PathVariable CouponId id, @RequestParam String note, RedirectAttributes flash) {
		debts.returned(id, note);
		flash.addFlashAttribute("done", "coupon.done.debt-returned");
		return "redirect:/o/{organization}/coupons/codes/{id}";
	}

	/** What members owe because of coupons, and what is to go back of that. */
	@GetMapping("/debts")
	String debts(@RequestParam(defaultValue = "true") boolean open,
			@RequestParam(required = false) @Nullable String after, Model model) {
		Slice<CouponDebt> owed = debts.list(open, after);
		model.addAttribute("debts", owed);
		model.addAttribute("open", open);
		model.addAttribute("members", names.of(owed.items().stream().map(CouponDebt::member).toList()));
		return "coupon/debts";
	}

	@GetMapping("/of/{member}")
	String ofMember(@PathVariable MemberId member, Model model) {
		model.addAttribute("member", member);
		model.addAttribute("coupons", coupons.of(member));
		model.addAttribute("open", batches.open());
		return "coupon/parts :: member";
	}

	@PostMapping("/of/{member}")
	String issueToMember(@PathVariable MemberId member, @RequestParam BatchId batch, RedirectAttributes flash) {
		CouponSummary coupon = issuing.issue(batch, member, null);
		flash.addFlashAttribute("done", "coupon.done.issued");
		flash.addFlashAttribute("doneArgs", List.of(coupon.code()));
		return "redirect:/o/{organization}/members/{member}";
	}

	@GetMapping("/search")
	String search(@RequestParam(defaultValue = "") String q, Model model) {
		List<CouponSummary> found = coupons.byCode(q).map(List::of).orElse(List.of());
		model.addAttribute("coupons", found);
		model.addAttribute("members", names.of(found.stream().map(CouponSummary::member).toList()));
		return "coupon/parts :: search";
	}

	@GetMapping("/today")
	String today(Model model) {
		List<CouponSummary> ending = coupons.endingBefore(clock.instant().plus(SOON), FEW);
		model.addAllAttributes(Map.of("ending", ending, "batches", batches.nearlyOut(), "members",
				names.of(ending.stream().map(CouponSummary::member).toList())));
		return "coupon/parts :: today";
	}

}
