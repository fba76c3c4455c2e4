package io.guildhall.conduct.web;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.conduct.ViolationId;
import io.guildhall.conduct.ViolationPictures;
import lombok.RequiredArgsConstructor;

/** The pictures of a violation, on its page. */
@Controller
@RequestMapping("/o/{organization}/violations/{id}/pictures")
@RequiredArgsConstructor
class PictureController {

	private final ViolationPictures pictures;

	@PostMapping
	String add(@PathVariable ViolationId id, @RequestParam(required = false) @Nullable List<MultipartFile> files,
			RedirectAttributes flash) {
		pictures.add(id, PictureFiles.read((files != null) ? files : List.of()));
		flash.addFlashAttribute("done", "conduct.done.pictures");
		return "redirect:/o/{organization}/violations/" + id;
	}

	@GetMapping("/{number}")
	ResponseEntity<byte[]> show(@PathVariable ViolationId id, @PathVariable int number) {
		return PictureFiles.answer(pictures.jpeg(id, number));
	}

	@PostMapping("/{number}/removal")
	String remove(@PathVariable ViolationId id, @PathVariable int number, RedirectAttributes flash) {
		pictures.remove(id, number);
		flash.addFlashAttribute("done", "conduct.done.picture-removed");
		return "redirect:/o/{organization}/violations/" + id;
	}

}
