package io.guildhall.points.web;

import java.util.List;
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

import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.points.PointAccount;
import io.guildhall.points.PointEntry;
import io.guildhall.points.PointLevels;
import io.guildhall.points.PointPrice;
import io.guildhall.points.PointPrices;
import io.guildhall.points.PointProofs;
import io.guildhall.points.PointReading;
import io.guildhall.points.PointTitles;
import io.guildhall.points.PointsService;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.shared.web.PagePart;
import lombok.RequiredArgsConstructor;

/** The pages of the ledger, and the part of a member's page. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class PointsController {

	private final PointsService points;

	private final PointReading reading;

	private final PointPrices prices;

	private final PointLevels levels;

	private final PointTitles titles;

	private final PointProofs proofs;

	private final MemberService members;

	@Bean
	static NavigationEntry pointsEntry() {
		return new NavigationEntry(NavigationEntry.Section.MEMBERS, 60, "points.title", "/points",
				Permission.MEMBER_READ);
	}

	@Bean
	static PagePart pointsOfMember() {
		return new PagePart(PagePart.Page.MEMBER, 35, "points.title", "/members/{id}/points", Permission.MEMBER_READ);
	}

	@Bean
	static PagePart titlesToday() {
		return new PagePart(PagePart.Page.TODAY, 34, "points.falling", "/points/today", Permission.MEMBER_READ);
	}

	/** Who loses a title within the week, while something can be done about it. */
	@GetMapping("/points/today")
	String today(Model model) {
		model.addAttribute("losing", titles.losing());
		return "points/parts :: today";
	}

	@GetMapping("/points")
	String list(@RequestParam(required = false) @Nullable PointAccount account,
			@RequestParam(required = false) @Nullable MemberId member,
			@RequestParam(required = false) @Nullable String after,
			@RequestParam(required = false) @Nullable String losing, Model model) {
		model.addAttribute("entries", reading.ledger(member, account, after));
		model.addAttribute("totals", reading.totals());
		model.addAttribute("held", titles.held());
		model.addAttribute("falling", levels.falling(null, losing));
		model.addAttribute("account", account);
		model.addAttribute("accounts", PointAccount.values());
		model.addAttribute("of", (member != null) ? members.require(member) : null);
		return "points/list";
	}

	@GetMapping("/points/proof")
	String proof(Model model) {
		model.addAttribute("proof", proofs.last().orElse(null));
		return "points/proof";
	}

	@PostMapping("/points/proofs")
	String prove() {
		return "redirect:/o/{organization}/jobs/" + proofs.start();
	}

	@GetMapping("/members/{id}/points")
	String part(@PathVariable MemberId id, Model model) {
		model.addAttribute("member", id);
		model.addAttribute("points", reading.of(id));
		model.addAttribute("prices", OnBehalf.may(Permission.SALES_READ)
				? prices.list().stream().filter(PointPrice::open).toList() : List.of());
		return "points/parts :: member";
	}

	@PostMapping("/members/{id}/points/grants")
	String grant(@PathVariable MemberId id, @RequestParam long points, @RequestParam String note,
			@RequestParam(required = false) @Nullable Integer expiresDays, RedirectAttributes flash) {
		this.points.grant(id, points, note, expiresDays);
		return said("points.granted", points, flash);
	}

	@PostMapping("/members/{id}/points/takes")
	String take(@PathVariable MemberId id, @RequestParam long points, @RequestParam String note,
			RedirectAttributes flash) {
		this.points.take(id, points, note);
		return said("points.taken", points, flash);
	}

	@PostMapping("/members/{id}/points/coupons")
	String buy(@PathVariable MemberId id, @RequestParam BatchId batch, RedirectAttributes flash) {
		CouponSummary coupon = prices.buy(id, batch);
		return said("points.bought", coupon.code(), flash);
	}

	@PostMapping("/points/entries/{id}/return")
	String giveBack(@PathVariable UUID id, @RequestParam String note, RedirectAttributes flash) {
		PointEntry entry = reading.entry(id);
		prices.giveBack(id, note);
		flash.addFlashAttribute("done", "points.given-back");
		flash.addFlashAttribute("doneArgs", List.of(-entry.points()));
		return "redirect:/o/{organization}/members/" + entry.member().id();
	}

	private static String said(String what, Object value, RedirectAttributes flash) {
		flash.addFlashAttribute("done", what);
		flash.addFlashAttribute("doneArgs", List.of(value));
		return "redirect:/o/{organization}/members/{id}";
	}

}
