package io.guildhall.catalog.web;

import java.util.List;
import java.util.UUID;

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

import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductPictures;
import lombok.RequiredArgsConstructor;

/** The pictures of a product, on its page and in the list. */
@Controller
@RequestMapping("/o/{organization}/products/{id}/pictures")
@RequiredArgsConstructor
class ProductPictureController {

	private final ProductPictures pictures;

	@PostMapping
	String add(@PathVariable ProductId id, @RequestParam(required = false) @Nullable List<MultipartFile> files,
			RedirectAttributes flash) {
		pictures.add(id, ProductPictureFiles.read((files != null) ? files : List.of()));
		flash.addFlashAttribute("done", "catalog.done.pictures");
		return "redirect:/o/{organization}/products/" + id;
	}

	@GetMapping("/{picture}")
	ResponseEntity<byte[]> show(@PathVariable ProductId id, @PathVariable UUID picture,
			@RequestParam(defaultValue = "false") boolean small) {
		return ProductPictureFiles.answer(pictures.jpeg(id, picture, small));
	}

	@PostMapping("/{picture}/removal")
	String remove(@PathVariable ProductId id, @PathVariable UUID picture, RedirectAttributes flash) {
		pictures.remove(id, picture);
		flash.addFlashAttribute("done", "catalog.done.picture-removed");
		return "redirect:/o/{organization}/products/" + id;
	}

}
