package io.guildhall.rfm.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import io.guildhall.member.MemberId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.rfm.RfmCell;
import io.guildhall.rfm.RfmGrid;
import io.guildhall.rfm.RfmSegment;
import io.guildhall.rfm.RfmService;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.shared.web.PagePart;
import lombok.RequiredArgsConstructor;

/** The page of buyers by recency and frequency, and a member's scores. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class RfmController {

	private static final int FIFTHS = 5;

	private final RfmService rfm;

	private final OrganizationService organizations;

	@Bean
	static NavigationEntry rfmEntry() {
		return new NavigationEntry(NavigationEntry.Section.MEMBERS, 45, "rfm.title", "/tiers/rfm",
				Permission.TIER_READ);
	}

	@Bean
	static PagePart rfmOfMember() {
		return new PagePart(PagePart.Page.MEMBER, 15, "rfm.part", "/members/{id}/rfm", Permission.TIER_READ);
	}

	@GetMapping("/tiers/rfm")
	String show(Model model) {
		return page(model, null, rfm.windowDays());
	}

	@PostMapping("/tiers/rfm/scores")
	String compute() {
		UUID job = rfm.start();
		return "redirect:/o/{organization}/jobs/" + job;
	}

	@PostMapping("/tiers/rfm/window")
	String choose(@RequestParam(defaultValue = "0") int windowDays, Model model) {
		try {
			rfm.choose(windowDays);
		}
		catch (DomainException refusal) {
			return page(model, refusal, windowDays);
		}
		return compute();
	}

	@GetMapping("/members/{id}/rfm")
	String member(@PathVariable MemberId id, Model model) {
		model.addAttribute("one", rfm.of(id));
		return "rfm/show :: member";
	}

	private String page(Model model, @Nullable DomainException refusal, int windowDays) {
		RfmGrid grid = rfm.grid();
		String currency = organizations.current().currency();
		model.addAttribute("grid", grid);
		model.addAttribute("lines", lines(grid, currency));
		model.addAttribute("segments", rows(grid, currency));
		model.addAttribute("refusal", refusal);
		model.addAttribute("windowDays", windowDays);
		model.addAttribute("shortest", RfmService.SHORTEST_WINDOW);
		model.addAttribute("longest", RfmService.LONGEST_WINDOW);
		return "rfm/show";
	}

	/** All cells, those without members too, the latest buyers first. */
	private static List<Line> lines(RfmGrid grid, String currency) {
		Map<Integer, RfmCell> cells = grid.cells()
			.stream()
			.collect(Collectors.toMap(cell -> 10 * cell.recency() + cell.frequency(), Function.identity()));
		long most = grid.cells().stream().mapToLong(RfmCell::members).max().orElse(1);
		List<Line> lines = new ArrayList<>();
		for (int recency = FIFTHS; recency > 0; recency--) {
			List<Box> boxes = new ArrayList<>();
			for (int frequency = 1; frequency <= FIFTHS; frequency++) {
				RfmCell cell = cells.get(10 * recency + frequency);
				boxes.add((cell != null) ? new Box(cell, heat(cell.members(), most)) : new Box(
						new RfmCell(recency, frequency, RfmSegment.of(recency, frequency), 0, Money.zero(currency)),
						0));
			}
			lines.add(new Line(recency, boxes));
		}
		return lines;
	}

	/** 1 to 5 by the share of the fullest cell. */
	private static int heat(long members, long most) {
		return (int) ((members * FIFTHS + most - 1) / most);
	}

	private static List<Row> rows(RfmGrid grid, String currency) {
		return Arrays.stream(RfmSegment.values()).map(segment -> {
			List<RfmCell> cells = grid.cells().stream().filter(cell -> cell.segment() == segment).toList();
			return new Row(segment, cells.stream().mapToLong(RfmCell::members).sum(),
					new Money(cells.stream().mapToLong(cell -> cell.spend().minor()).sum(), currency));
		}).toList();
	}

	/** The cells of one recency, by their frequency from 1. */
	record Line(int recency, List<Box> boxes) {
	}

	/** A cell, and how full it is. */
	record Box(RfmCell cell, int heat) {
	}

	/** A segment with what its cells come to. */
	record Row(RfmSegment segment, long members, Money spend) {
	}

}
