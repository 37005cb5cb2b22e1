package io.lockward.cloud.notice;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/// Reads letters as their recipients see them: the text, and what the reader at a screen makes of the picture.
public final class CodeReader {
    private CodeReader() {}

    /// The text of a letter.
    public static String text(Part letter) throws MessagingException, IOException {
        return letter.getContent() instanceof Multipart parts
                ? parts.getBodyPart(0).getContent().toString()
                : letter.getContent().toString();
    }

    /// What its picture says; `null` when it has none.
    public static @Nullable String picture(Part letter) throws MessagingException, IOException {
        if (!(letter.getContent() instanceof Multipart parts)) {
            return null;
        }
        Part picture = parts.getBodyPart(1);
        if (parts.getCount() != 2 || !picture.isMimeType("image/png")) {
            throw new AssertionError("one text and one picture");
        }
        try (var bytes = picture.getInputStream()) {
            return read(ImageIO.read(bytes));
        }
    }

    private static String read(BufferedImage image) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        var light = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
        try {
            return new QRCodeReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(light)))
                    .getText();
        } catch (ReaderException e) {
            throw new AssertionError("no QR code that can be read", e);
        }
    }
}
