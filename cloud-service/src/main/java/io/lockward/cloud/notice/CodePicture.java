package io.lockward.cloud.notice;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Draws a pickup code as a QR code (ISO/IEC 18004) that the reader at a bank's screen reads from a telephone or from
/// paper. In memory alone: a code is kept nowhere. Any thread.
final class CodePicture {
    /// Pixels for each of its small squares: 29 of them, with the quiet zone, give 232 pixels a side.
    private static final int SCALE = 8;

    /// Small squares around it, as the standard asks.
    private static final int QUIET = 4;

    /// Eight digits fit into the smallest symbol also with the most that can be read again of a scratched one.
    private static final Map<EncodeHintType, Object> HINTS =
            Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.H, EncodeHintType.MARGIN, QUIET);

    private static final int WHITE = 0xFFFFFF;

    private CodePicture() {}

    /// @param digits of the code, without blanks
    /// @return a PNG
    static byte[] png(String digits) {
        BitMatrix squares = squares(digits);
        int side = squares.getWidth() * SCALE;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                image.setRGB(x, y, squares.get(x / SCALE, y / SCALE) ? 0 : WHITE);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Without a stream of our own ImageIO writes a file first.
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written to", e);
        }
        return bytes.toByteArray();
    }

    private static BitMatrix squares(String digits) {
        try {
            return new QRCodeWriter().encode(digits, BarcodeFormat.QR_CODE, 0, 0, HINTS);
        } catch (WriterException e) {
            throw new IllegalStateException("eight digits fit", e);
        }
    }
}
